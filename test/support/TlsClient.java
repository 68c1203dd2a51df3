import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS client that connects to a port of this machine and says whether it trusts what is served there, as Elasticsearch sets it up: the JDK's own trust
 * manager over the given CAs. One question a line on stdin, fields separated by blanks:
 *
 *     port protocol(TLSv1.3|TLSv1.2) name(or -) anchors(comma-separated, Base64)
 *
 * With a name it is checked, as verification_mode full does. One answer a line on stdout: "trusted", or "refused" and the exception.
 */
public final class TlsClient {
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer;
      try {
        connect(line.split(" "));
        answer = "trusted";
      } catch (Throwable error) {
        answer = "refused " + describe(error);
      }
      out.println(answer.replace('\n', ' ').replace('\r', ' '));
      out.flush();
    }
  }

  private static void connect(String[] fields) throws Exception {
    int port = Integer.parseInt(fields[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust(fields[3]), null);
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress("127.0.0.1", port), 5000);
      plain.setSoTimeout(10_000);
      String name = fields[2].equals("-") ? "127.0.0.1" : fields[2];
      try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, true)) {
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {fields[1]});
        if (!fields[2].equals("-")) parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
      }
    }
  }

  private static javax.net.ssl.TrustManager[] trust(String anchors) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    int count = 0;
    for (String anchor : anchors.split(",")) {
      byte[] der = Base64.getDecoder().decode(anchor);
      store.setCertificateEntry("a" + count++, factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }

  private static String describe(Throwable error) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = error; cause != null && text.length() < 2000; cause = cause.getCause()) {
      text.append(text.length() == 0 ? "" : " <- ").append(cause.getClass().getSimpleName()).append(": ").append(cause.getMessage());
    }
    return text.toString();
  }
}
