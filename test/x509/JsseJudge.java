import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks the JDK's own TLS whether it trusts a chain: a handshake (TLS 1.3, with 1.2 enabled beside it) of two engines in memory, one of which presents the chain and the other of which
 * has the anchors for its trust store, as Elasticsearch sets it up. One question a line on stdin, fields separated by blanks:
 *
 *     purpose(server|client) name(or -) keyAlgorithm key(PKCS#8) chain(comma-separated) anchors(comma-separated) ownChain ownKey
 *
 * all bytes in Base64. One answer a line on stdout: "trusted", or "refused" and the exception.
 */
public class JsseJudge {
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer;
            try {
                answer = judge(line.split(" "));
            } catch (Throwable error) {
                answer = "refused " + describe(error);
            }
            out.println(answer.replace('\n', ' ').replace('\r', ' '));
            out.flush();
        }
    }

    private static String describe(Throwable error) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = error; t != null && text.length() < 2000; t = t.getCause()) {
            text.append(text.length() == 0 ? "" : " <- ").append(t.getClass().getSimpleName()).append(": ").append(t.getMessage());
        }
        return text.toString();
    }

    private static String judge(String[] fields) throws Exception {
        boolean server = fields[0].equals("server");
        String name = fields[1].equals("-") ? null : fields[1];
        X509Certificate[] chain = certificates(fields[4]);
        KeyManager[] presented = {new Presents(key(fields[2], fields[3]), chain)};
        TrustManager[] judging = trust(certificates(fields[5]));
        SSLContext clients = SSLContext.getInstance("TLS");
        SSLContext servers = SSLContext.getInstance("TLS");
        if (server) {
            servers.init(presented, null, null);
            clients.init(null, judging, null);
        } else {
            servers.init(new KeyManager[] {new Presents(key("EC", fields[7]), certificates(fields[6]))}, judging, null);
            clients.init(presented, new TrustManager[] {new TrustsAll()}, null);
        }
        SSLEngine client = name == null ? clients.createSSLEngine() : clients.createSSLEngine(name, 9300);
        SSLParameters parameters = client.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (server && name != null) parameters.setEndpointIdentificationAlgorithm("HTTPS");
        client.setUseClientMode(true);
        client.setSSLParameters(parameters);
        SSLEngine serving = servers.createSSLEngine();
        serving.setUseClientMode(false);
        serving.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (!server) serving.setNeedClientAuth(true);
        try {
            shake(client, serving);
        } catch (SSLException error) {
            // What the side that was judged minds afterwards is no verdict: JDK 17 puts the client's chain into a ticket that a client may find too long.
            if (!authenticated(server ? client : serving)) throw error;
        }
        return "trusted";
    }

    /** Whether the engine's handshake has come to its end, with a certificate from the other side. */
    private static boolean authenticated(SSLEngine engine) {
        try {
            return engine.getSession().getPeerCertificates().length > 0;
        } catch (SSLException none) {
            return false;
        }
    }

    private static void shake(SSLEngine client, SSLEngine server) throws Exception {
        ByteBuffer toServer = ByteBuffer.allocate(1 << 18);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 18);
        client.beginHandshake();
        server.beginHandshake();
        for (int turns = 0; turns < 200; turns++) {
            step(client, toServer, toClient);
            step(server, toClient, toServer);
            boolean done = client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && server.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                && toServer.position() == 0 && toClient.position() == 0;
            if (done) return;
            if (client.isInboundDone() || server.isInboundDone()) throw new IllegalStateException("closed");
        }
        throw new IllegalStateException("the handshake does not end");
    }

    private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws Exception {
        ByteBuffer empty = ByteBuffer.allocate(0);
        ByteBuffer plain = ByteBuffer.allocate(1 << 18);
        for (int i = 0; i < 100; i++) {
            Runnable task = engine.getDelegatedTask();
            if (task != null) {
                task.run();
                continue;
            }
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_WRAP) {
                engine.wrap(empty, out);
                continue;
            }
            if (in.position() == 0) return;
            in.flip();
            SSLEngineResult result = engine.unwrap(in, plain);
            in.compact();
            plain.clear();
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) return;
        }
    }

    private static X509Certificate[] certificates(String list) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        String[] parts = list.split(",");
        X509Certificate[] certificates = new X509Certificate[parts.length];
        for (int i = 0; i < parts.length; i++) {
            certificates[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(parts[i])));
        }
        return certificates;
    }

    private static PrivateKey key(String algorithm, String pkcs8) throws Exception {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8)));
    }

    private static TrustManager[] trust(X509Certificate[] anchors) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < anchors.length; i++) store.setCertificateEntry("a" + i, anchors[i]);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Presents its chain to whoever asks for its kind of key, whatever issuers the other side lists. */
    private static final class Presents extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate[] chain;

        Presents(PrivateKey key, X509Certificate[] chain) {
            this.key = key;
            this.chain = chain;
        }

        private String alias(String... types) {
            for (String type : types) if (type.equals(key.getAlgorithm())) return "it";
            return null;
        }

        @Override public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) { return alias(types); }
        @Override public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) { return alias(type); }
        @Override public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) { return alias(types); }
        @Override public String chooseServerAlias(String type, Principal[] issuers, Socket socket) { return alias(type); }
        @Override public String[] getClientAliases(String type, Principal[] issuers) { return new String[] {"it"}; }
        @Override public String[] getServerAliases(String type, Principal[] issuers) { return new String[] {"it"}; }
        @Override public X509Certificate[] getCertificateChain(String alias) { return chain.clone(); }
        @Override public PrivateKey getPrivateKey(String alias) { return key; }
    }

    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override public void checkClientTrusted(X509Certificate[] chain, String type) { }
        @Override public void checkServerTrusted(X509Certificate[] chain, String type) { }
        @Override public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) { }
        @Override public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) { }
        @Override public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) { }
        @Override public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) { }
        @Override public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }
    }
}
