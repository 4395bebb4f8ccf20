package dev.cilab.kube;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;

/**
 * Offers one key exchange, X25519, instead of one on each of two curves: making the second key takes an interpreted P-256 more time than the
 * rest of a connection, and every exec is a connection. Said as constraints, because the JDK's HTTP client does not pass the names of groups
 * on to its connections. Certificates and signatures are left to the JDK's own rules, which hold beside these.
 */
final class OneKeyShare implements AlgorithmConstraints {

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
        String name = algorithm.toLowerCase(Locale.ROOT);
        return !primitives.contains(CryptoPrimitive.KEY_AGREEMENT)
                || !(name.startsWith("secp") || name.startsWith("ffdhe"));
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return true;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters);
    }
}
