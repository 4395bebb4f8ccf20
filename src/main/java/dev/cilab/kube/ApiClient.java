package dev.cilab.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
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
final class ApiClient {

    private ApiClient() {}

    static HttpClient open(Config config) {
        if (!namesAuthority(config) || config.getHttpsProxy() != null) {
            return new JdkHttpClientFactory().newBuilder(config).build();
        }
        try {
            return open(config, keys(config), trust(config));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            // fabric8 reads the same fields and says in its own words what is wrong with them
            return new JdkHttpClientFactory().newBuilder(config).build();
        }
    }

    private static HttpClient open(Config config, KeyManager[] keys, TrustManager[] trust) {
        JdkHttpClientFactory factory =
                loopback(config.getMasterUrl()) ? new NearbyFactory() : new JdkHttpClientFactory();
        HttpClient.Builder builder = factory.newBuilder();
        builder.tag(config.getRequestConfig());
        builder.connectTimeout(config.getConnectionTimeout(), TimeUnit.MILLISECONDS);
        builder.preferHttp11();
        builder.tlsServerName(config.getTlsServerName());
        builder.sslContext(keys, trust);
        HttpClientUtils.createApplicableInterceptors(config, factory).forEach(builder::addOrReplaceInterceptor);
        return builder.build();
    }

    private static boolean namesAuthority(Config config) {
        return !config.isTrustCerts() && (config.getCaCertData() != null || config.getCaCertFile() != null);
    }

    private static KeyManager[] keys(Config config) throws GeneralSecurityException, IOException {
        boolean certificate = config.getClientCertData() != null || config.getClientCertFile() != null;
        return certificate ? SSLUtils.keyManagers(config) : new KeyManager[0];
    }

    private static TrustManager[] trust(Config config) throws GeneralSecurityException, IOException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (InputStream pem = new ByteArrayInputStream(authority(config))) {
            int number = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("authority-" + number++, each);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(authorities);
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
     * restricted to the NIST curves.
     */
    private static final class NearbyFactory extends JdkHttpClientFactory {

        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            SSLParameters parameters = new SSLParameters();
            parameters.setAlgorithmConstraints(new OneKeyShare());
            builder.sslParameters(parameters);
        }
    }
}
