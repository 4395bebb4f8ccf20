package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.ApiError;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** Bearer tokens: the administrator's, and those that service accounts were given. */
final class Authenticator {

    private static final String SCHEME = "bearer ";
    private static final String SUBPROTOCOL = "base64url.bearer.authorization.k8s.io.";

    private final byte[] adminToken;
    private final ServiceAccountTokens tokens;

    Authenticator(String adminToken, ServiceAccountTokens tokens) {
        this.adminToken = adminToken.getBytes(StandardCharsets.UTF_8);
        this.tokens = tokens;
    }

    /** @throws ApiError 401; open paths need no credentials, but wrong ones are refused there too */
    User user(HttpServerRequest request) {
        Optional<String> token = token(request);
        if (token.isEmpty() && ServerPaths.open(ResourcePath.words(request.path()))) {
            return User.ANONYMOUS;
        }
        return token.flatMap(this::user).orElseThrow(() -> new ApiError(401, "Unauthorized", "Unauthorized"));
    }

    Optional<User> user(String token) {
        // Constant time: the answer must not tell how much of a guess was right.
        boolean admin = MessageDigest.isEqual(adminToken, token.getBytes(StandardCharsets.UTF_8));
        return admin ? Optional.of(User.ADMIN) : tokens.user(token);
    }

    private static Optional<String> token(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).strip());
        }
        if (header != null) {
            return Optional.of("");
        }
        // Browsers cannot set headers on a WebSocket; the API lets the token come as a subprotocol.
        String protocols = request.getHeader("Sec-WebSocket-Protocol");
        if (protocols == null) {
            return Optional.empty();
        }
        for (String protocol : protocols.split(",")) {
            if (protocol.strip().startsWith(SUBPROTOCOL)) {
                return Optional.of(decoded(protocol.strip().substring(SUBPROTOCOL.length())));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
