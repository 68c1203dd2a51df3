import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Servers and clients on JSSE, set up as Elasticsearch sets up its own: the default key manager over a key store, the JDK's trust manager over the given CAs, the server's order
 * of suites. Each line on standard input is one task, words `name=value`, bytes in base64, lists with commas; each gets one line back, the id first.
 *
 * role=server: chain, key (PKCS#8), trust, clientAuth (need, want, none), protocols, suites, holdsBack (a key manager as of JDK 26), all but chain and key optional. Answer: `port N` or `error WORDS`. To whom it lets in it
 * sends one byte.
 *
 * role=client: port, trust, name (checked; absent: not), protocols, suites, chain, key. Answer: `ok VERSION SUITE` once the server's byte came, or `error WORDS`.
 */
public final class TlsPeer {
  private static final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);

  public static void main(String[] arguments) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Map<String, String> words = new HashMap<>();
      for (String word : line.trim().split(" ")) {
        int equals = word.indexOf('=');
        words.put(word.substring(0, equals), word.substring(equals + 1));
      }
      String answer;
      try {
        answer = words.get("role").equals("server") ? "port " + serve(words) : connect(words);
      } catch (Throwable error) {
        answer = "error " + describe(error);
      }
      out.println((words.get("id") + " " + answer).replace('\n', ' ').replace('\r', ' '));
      out.flush();
    }
  }

  private static int serve(Map<String, String> words) throws Exception {
    SSLContext context = context(words);
    SSLServerSocket listener =
        (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setUseCipherSuitesOrder(true);
    set(parameters, words);
    String clientAuth = words.getOrDefault("clientAuth", "none");
    if (clientAuth.equals("need")) parameters.setNeedClientAuth(true);
    if (clientAuth.equals("want")) parameters.setWantClientAuth(true);
    listener.setSSLParameters(parameters);
    Thread thread = new Thread(() -> accept(listener));
    thread.setDaemon(true);
    thread.start();
    return listener.getLocalPort();
  }

  private static void accept(SSLServerSocket listener) {
    while (true) {
      try {
        Socket socket = listener.accept();
        Thread thread = new Thread(() -> greet(socket));
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void greet(Socket socket) {
    try (socket) {
      socket.setSoTimeout(10_000);
      ((SSLSocket) socket).startHandshake();
      socket.getOutputStream().write('k');
      socket.getOutputStream().flush();
      socket.getInputStream().read();
    } catch (IOException refused) {
      // The client tells of it.
    }
  }

  private static String connect(Map<String, String> words) throws Exception {
    SSLContext context = context(words);
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(words.get("port"))), 5_000);
      plain.setSoTimeout(10_000);
      String name = words.get("name");
      try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, name == null ? "127.0.0.1" : name, 443, true)) {
        SSLParameters parameters = tls.getSSLParameters();
        set(parameters, words);
        if (name != null) parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        if (tls.getInputStream().read() != 'k') throw new IOException("the server closed the connection");
        return "ok " + tls.getSession().getProtocol() + " " + tls.getSession().getCipherSuite();
      }
    }
  }

  private static void set(SSLParameters parameters, Map<String, String> words) {
    if (words.containsKey("protocols")) parameters.setProtocols(words.get("protocols").split(","));
    if (words.containsKey("suites")) parameters.setCipherSuites(words.get("suites").split(","));
  }

  private static SSLContext context(Map<String, String> words) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(words), trust(words), null);
    return context;
  }

  private static KeyManager[] keys(Map<String, String> words) throws Exception {
    if (!words.containsKey("chain")) return null;
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    char[] password = "secret".toCharArray();
    store.setKeyEntry("key", privateKey(bytes(words.get("key"))), password, certificates(words.get("chain")));
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    KeyManager[] managers = factory.getKeyManagers();
    if (words.containsKey("holdsBack")) managers[0] = new HoldingBack((X509ExtendedKeyManager) managers[0]);
    return managers;
  }

  /**
   * As SunX509 of JDK 26 (JDK-8359956), which is not to be had: an entry is passed over where a certificate of its chain, the root as well, is signed with what the client does not
   * accept in certificates.
   */
  private static final class HoldingBack extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager all;

    HoldingBack(X509ExtendedKeyManager all) {
      this.all = all;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
      String alias = all.chooseServerAlias(keyType, issuers, socket);
      if (alias == null) return null;
      ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getHandshakeSession();
      List<String> accepted = Arrays.asList(session.getPeerSupportedSignatureAlgorithms());
      for (X509Certificate certificate : all.getCertificateChain(alias))
        if (accepted.stream().noneMatch(certificate.getSigAlgName()::equalsIgnoreCase)) return null;
      return alias;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return all.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return all.getPrivateKey(alias);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
      return all.getServerAliases(keyType, issuers);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
      return all.getClientAliases(keyType, issuers);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
      return all.chooseClientAlias(keyTypes, issuers, socket);
    }
  }

  private static TrustManager[] trust(Map<String, String> words) throws Exception {
    if (!words.containsKey("trust")) return null;
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (X509Certificate certificate : certificates(words.get("trust"))) store.setCertificateEntry("ca" + store.size(), certificate);
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static X509Certificate[] certificates(String list) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    String[] parts = list.split(",");
    X509Certificate[] chain = new X509Certificate[parts.length];
    for (int i = 0; i < parts.length; i++)
      chain[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes(parts[i])));
    return chain;
  }

  private static PrivateKey privateKey(byte[] pkcs8) throws Exception {
    for (String algorithm : new String[] {"EC", "RSA", "RSASSA-PSS", "EdDSA", "DSA"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException other) {
        // A key of another algorithm.
      }
    }
    throw new InvalidKeySpecException("a key of no algorithm that is known");
  }

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static String describe(Throwable error) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = error; cause != null && text.length() < 1000; cause = cause.getCause())
      text.append(text.length() == 0 ? "" : " <- ").append(cause.getClass().getSimpleName()).append(": ").append(cause.getMessage());
    return text.toString();
  }
}
