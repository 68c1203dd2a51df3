import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS servers on JSSE, the library under Elasticsearch, as many as asked for. Each line on standard input describes one:
 * words `name=value`, bytes in base64, lists with commas. For each line one line comes back: `<id> port <port>` or `<id> error <message>`.
 * The process ends when standard input does.
 *
 * Words: id; chain (DER, leaf first); key (PKCS#8); trust (DER list, `all` for a manager that accepts everything and names no CA, as
 * verification_mode none does, `jvm` for the JVM's roots); clientAuth (need, want, none); protocols; cipherSuites (optional);
 * answer (optional): the frame that answers a transport request, whose request id is put in.
 *
 * Above TLS it speaks as much of the transport protocol as a prober asks for: a keep-alive ping comes back, a request gets the answer,
 * anything else ends the connection.
 */
public final class JsseServer {
  public static void main(String[] arguments) throws IOException {
    if (Boolean.getBoolean("handclasp.legacy")) {
      Security.setProperty("jdk.tls.disabledAlgorithms", "");
      Security.setProperty("jdk.certpath.disabledAlgorithms", "");
    }
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Map<String, String> words = new HashMap<>();
      for (String word : line.trim().split(" ")) {
        int equals = word.indexOf('=');
        words.put(word.substring(0, equals), word.substring(equals + 1));
      }
      try {
        System.out.println(words.get("id") + " port " + serve(words));
      } catch (Exception e) {
        System.out.println(words.get("id") + " error " + e.toString().replace('\n', ' '));
      }
      System.out.flush();
    }
  }

  private static int serve(Map<String, String> words) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys = {new OneKey(certificates(words.get("chain")), privateKey(bytes(words.get("key"))))};
    context.init(keys, trust(words.get("trust")), null);
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    inBackground(() -> {
      while (true) {
        Socket socket = listener.accept();
        inBackground(() -> converse(context, socket, words));
      }
    });
    return listener.getLocalPort();
  }

  private static void converse(SSLContext context, Socket socket, Map<String, String> words) throws IOException {
    try (socket) {
      socket.setTcpNoDelay(true);
      try {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, (InputStream) null, false);
        tls.setEnabledProtocols(words.get("protocols").split(","));
        if (words.containsKey("cipherSuites")) tls.setEnabledCipherSuites(words.get("cipherSuites").split(","));
        switch (words.get("clientAuth")) {
          case "need" -> tls.setNeedClientAuth(true);
          case "want" -> tls.setWantClientAuth(true);
          default -> tls.setNeedClientAuth(false);
        }
        tls.startHandshake();
        speak(tls, words.containsKey("answer") ? bytes(words.get("answer")) : null);
      } catch (IOException refused) {
        // The alert is out. To close now with unread bytes would turn the FIN into a reset, and the alert might be lost.
        socket.shutdownOutput();
        socket.setSoTimeout(1000);
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException gone) {
      // The peer went away: nobody is left to be told.
    }
  }

  private static void speak(SSLSocket tls, byte[] answer) throws IOException {
    DataInputStream in = new DataInputStream(tls.getInputStream());
    OutputStream out = tls.getOutputStream();
    try {
      while (in.readUnsignedByte() == 'E' && in.readUnsignedByte() == 'S') {
        int length = in.readInt();
        if (length == -1) {
          out.write(new byte[] {'E', 'S', -1, -1, -1, -1});
        } else if (length >= 8 && length < 1 << 20 && answer != null) {
          byte[] request = in.readNBytes(length);
          byte[] response = answer.clone();
          ByteBuffer.wrap(response).putLong(6, ByteBuffer.wrap(request).getLong(0));
          out.write(response);
        } else {
          break;
        }
        out.flush();
      }
    } catch (EOFException ended) {
      // The peer said goodbye.
    }
    tls.close();
  }

  private static TrustManager[] trust(String word) throws Exception {
    if (word.equals("all")) return new TrustManager[] {new TrustEverybody()};
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    if (word.equals("jvm")) {
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate certificate : certificates(word)) store.setCertificateEntry("ca" + store.size(), certificate);
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static X509Certificate[] certificates(String list) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    String[] parts = list.isEmpty() ? new String[0] : list.split(",");
    X509Certificate[] chain = new X509Certificate[parts.length];
    for (int i = 0; i < parts.length; i++) {
      chain[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes(parts[i])));
    }
    return chain;
  }

  private static PrivateKey privateKey(byte[] pkcs8) throws Exception {
    for (String algorithm : new String[] {"EC", "RSA", "EdDSA"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException other) {
        // A key of another algorithm.
      }
    }
    throw new InvalidKeySpecException("neither EC nor RSA nor EdDSA");
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void inBackground(Task task) {
    Thread thread = new Thread(() -> {
      try {
        task.run();
      } catch (IOException e) {
        System.err.println(e);
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  /** Presents one chain, whatever is in it: a KeyStore would refuse some of the chains that tests need. */
  private static final class OneKey extends X509ExtendedKeyManager {
    private final X509Certificate[] chain;
    private final PrivateKey key;

    OneKey(X509Certificate[] chain, PrivateKey key) {
      this.chain = chain;
      this.key = key;
    }

    private String alias(String keyType) {
      return keyType.equals(key.getAlgorithm()) ? "key" : null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      return alias(keyType);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
      return alias(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return alias(keyType) == null ? null : new String[] {"key"};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }

  private static final class TrustEverybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
