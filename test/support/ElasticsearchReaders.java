import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks the readers of a release of Elasticsearch, which stand on the class path, and those of the JDK that runs this. Each line of the standard
 * input is a question of words in base64: KIND FILE PASSWORD; each line of the answer is `ok WORDS` or `no MESSAGE in base64`.
 */
public final class ElasticsearchReaders {
  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      String answer;
      try {
        answer = "ok " + answer(words[0], Path.of(text(words[1])), words[2].equals("-") ? null : text(words[2]).toCharArray());
      } catch (Throwable problem) {
        Throwable cause = problem instanceof InvocationTargetException ? problem.getCause() : problem;
        answer = "no " + Base64.getEncoder().encodeToString(words(cause).getBytes(StandardCharsets.UTF_8));
      }
      System.out.println(answer);
      System.out.flush();
    }
  }

  private static String text(String word) {
    return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
  }

  private static String words(Throwable problem) {
    StringBuilder all = new StringBuilder();
    for (Throwable one = problem; one != null; one = one.getCause()) {
      all.append(all.length() == 0 ? "" : " <- ").append(one.getClass().getSimpleName()).append(": ").append(one.getMessage());
    }
    return all.toString();
  }

  private static String answer(String kind, Path file, char[] password) throws Exception {
    switch (kind) {
      case "key": {
        Supplier<char[]> supplier = () -> password;
        PrivateKey key = (PrivateKey) method("readPrivateKey", Path.class, Supplier.class).invoke(null, file, supplier);
        return key.getAlgorithm();
      }
      case "certificates":
        return prints((Collection<?>) method("readCertificates", Collection.class).invoke(null, List.of(file)));
      case "store":
        return entries(file, "PKCS12", password);
      case "jks":
        return entries(file, "jks", password);
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  private static Method method(String name, Class<?>... types) throws Exception {
    Method method = Class.forName("org.elasticsearch.common.ssl.PemUtils").getDeclaredMethod(name, types);
    method.setAccessible(true);
    return method;
  }

  private static String prints(Collection<?> certificates) throws Exception {
    List<String> prints = new ArrayList<>();
    for (Object one : certificates) prints.add(print((Certificate) one));
    return String.join(",", prints);
  }

  private static String print(Certificate certificate) throws Exception {
    StringBuilder hex = new StringBuilder();
    for (byte octet : MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())) hex.append(String.format("%02x", octet));
    return hex.toString();
  }

  private static String entries(Path file, String type, char[] password) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    }
    List<String> entries = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        Certificate[] chain = store.getCertificateChain(alias);
        String key;
        try {
          key = store.getKey(alias, password).getAlgorithm();
        } catch (Exception problem) {
          key = problem.getClass().getSimpleName();
        }
        entries.add("key:" + (chain == null ? 0 : chain.length) + ":" + key.replace(' ', '_'));
      } else entries.add("trusted");
    }
    Collections.sort(entries);
    return String.join(",", entries);
  }
}
