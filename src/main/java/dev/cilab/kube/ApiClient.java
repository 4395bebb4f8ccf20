package dev.cilab.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Opens fabric8's HTTP client for one API server.
 *
 * <p>Where the kubeconfig names the authority, that one alone is trusted, as kubectl does; fabric8's own way adds the system's 150, and
 * parsing those takes a cold process a tenth of a second.
 */
final class ApiClient implements AutoCloseable {

    private final HttpClient client;
    private final Transports transports;

    private ApiClient(HttpClient client, Transports transports) {
        this.client = client;
        this.transports = transports;
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        transports.close();
    }

    static ApiClient open(Config config) {
        if (!namesAuthority(config) || config.getHttpsProxy() != null) {
            return fabrics(config);
        }
        try {
            List<Certificate> authorities = authorities(config);
            boolean elliptic = authorities.stream()
                    .anyMatch(each -> each.getPublicKey().getAlgorithm().equals("EC"));
            boolean nearby = loopback(config.getMasterUrl()) && !elliptic;
            return open(config, nearby ? new Nearby() : new Transports(), keys(config), trust(authorities));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            // fabric8 reads the same fields and says in its own words what is wrong with them
            return fabrics(config);
        }
    }

    private static ApiClient fabrics(Config config) {
        Transports transports = new Transports();
        return new ApiClient(transports.newBuilder(config).build(), transports);
    }

    private static ApiClient open(Config config, Transports factory, KeyManager[] keys, TrustManager[] trust) {
        HttpClient.Builder builder = factory.newBuilder();
        builder.tag(config.getRequestConfig());
        builder.connectTimeout(config.getConnectionTimeout(), TimeUnit.MILLISECONDS);
        builder.preferHttp11();
        builder.tlsServerName(config.getTlsServerName());
        builder.sslContext(keys, trust);
        HttpClientUtils.createApplicableInterceptors(config, factory).forEach(builder::addOrReplaceInterceptor);
        return new ApiClient(builder.build(), factory);
    }

    private static boolean namesAuthority(Config config) {
        return !config.isTrustCerts() && (config.getCaCertData() != null || config.getCaCertFile() != null);
    }

    private static KeyManager[] keys(Config config) throws GeneralSecurityException, IOException {
        boolean certificate = config.getClientCertData() != null || config.getClientCertFile() != null;
        return certificate ? SSLUtils.keyManagers(config) : new KeyManager[0];
    }

    private static List<Certificate> authorities(Config config) throws GeneralSecurityException, IOException {
        try (InputStream pem = new ByteArrayInputStream(authority(config))) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(pem));
        }
    }

    private static TrustManager[] trust(List<Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Certificate each : authorities) {
            store.setCertificateEntry("authority-" + number++, each);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static byte[] authority(Config config) throws IOException {
        if (config.getCaCertData() == null) {
            return Files.readAllBytes(Path.of(config.getCaCertFile()));
        }
        String data = config.getCaCertData();
        return data.contains("-----BEGIN")
                ? data.getBytes(StandardCharsets.US_ASCII)
                : Base64.getMimeDecoder().decode(data);
    }

    private static boolean loopback(String server) {
        String host = URI.create(server).getHost();
        return host != null && (host.equals("localhost") || host.equals("[::1]") || host.startsWith("127."));
    }

    /**
     * On loopback only: what listens there for Kubernetes (the sandbox, kind, a tunnel to Go's TLS) knows X25519; a remote server may be
     * restricted to the NIST curves. Not where the authority's own key is on such a curve (k3s): the JDK takes a curve that is not offered for
     * the key exchange for one that may not sign either.
     */
    private static final class Nearby extends Transports {

        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            SSLParameters parameters = new SSLParameters();
            parameters.setAlgorithmConstraints(new OneKeyShare());
            builder.sslParameters(parameters);
        }
    }
}
