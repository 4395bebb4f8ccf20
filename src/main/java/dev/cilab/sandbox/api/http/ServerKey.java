package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/** The server's certificate and key, from PEM files; Vert.x reads RSA and EC keys alone. */
final class ServerKey {

    private static final List<String> ALGORITHMS = List.of("Ed25519", "EC", "RSA");
    private static final char[] IN_MEMORY = new char[0];

    private ServerKey() {}

    static KeyManagerFactory read(Tls tls) throws IOException, GeneralSecurityException {
        byte[] pem = Files.readAllBytes(tls.certificate());
        Certificate[] chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem))
                .toArray(Certificate[]::new);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key(Files.readString(tls.key(), StandardCharsets.US_ASCII)), IN_MEMORY, chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, IN_MEMORY);
        return keys;
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // the encoding names its algorithm; only the right factory takes it
            }
        }
        throw new InvalidKeySpecException("the server's key is none of " + ALGORITHMS);
    }
}
