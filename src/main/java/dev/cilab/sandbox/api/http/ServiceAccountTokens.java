package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.registry.Registry;
import dev.cilab.sandbox.api.registry.Resource;
import dev.cilab.sandbox.api.store.Key;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of service accounts ({@code kubectl create token}): opaque, kept in memory, accepted by this server until they expire. */
final class ServiceAccountTokens {

    private static final long DEFAULT_SECONDS = 3600;
    private static final long MIN_SECONDS = 600;
    private static final int BYTES = 48;

    private final Registry registry;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();

    private record Issued(User user, Instant expires) {}

    ServiceAccountTokens(Registry registry) {
        this.registry = registry;
    }

    Answer issue(Resource serviceAccounts, Key key, ObjectNode request) {
        ObjectNode account = registry.require(serviceAccounts, key);
        long seconds = Json.at(request, "spec", "expirationSeconds").asLong(DEFAULT_SECONDS);
        Instant expires = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(Math.max(MIN_SECONDS, seconds));
        String token = issue(key, account, expires);
        request.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        Json.object(request, "spec").put("expirationSeconds", seconds);
        request.putObject("status").put("token", token).put("expirationTimestamp", expires.toString());
        return Answer.json(201, request);
    }

    /** For a pod's own folder: good while this server runs. Empty when there is no such account. */
    Optional<String> issue(String namespace, String name) {
        Key key = new Key(namespace, name);
        return registry.resources()
                .find("", "v1", "serviceaccounts")
                .flatMap(accounts -> registry.get(accounts, key))
                .map(account -> issue(key, account, Instant.MAX));
    }

    private String issue(Key key, ObjectNode account, Instant expires) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        issued.values().removeIf(known -> known.expires().isBefore(Instant.now()));
        issued.put(token, new Issued(user(key, account), expires));
        return token;
    }

    Optional<User> user(String token) {
        Issued known = issued.get(token);
        return known == null || known.expires().isBefore(Instant.now()) ? Optional.empty() : Optional.of(known.user());
    }

    private static User user(Key key, ObjectNode account) {
        return new User(
                "system:serviceaccount:" + key.namespace() + ":" + key.name(),
                Json.text(account, "metadata", "uid"),
                List.of("system:serviceaccounts", "system:serviceaccounts:" + key.namespace(), "system:authenticated"));
    }
}
