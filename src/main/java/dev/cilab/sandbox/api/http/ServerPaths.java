package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.Schemas;
import dev.cilab.sandbox.api.registry.Errors;
import dev.cilab.sandbox.api.registry.ResourceTable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Everything that is no resource: discovery, version, health, OpenAPI. */
final class ServerPaths {

    private static final int OK = 200;
    /** Clients ask for {@code v2@v1.0}, which is no valid media type and which they would not read back. */
    private static final String SWAGGER_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private static final Set<String> HEALTH = Set.of("healthz", "livez", "readyz");
    private static final Set<String> OPEN = Set.of("healthz", "livez", "readyz", "version", "openapi");

    private final Discovery discovery;
    private final AggregatedDiscovery aggregated;
    private final Schemas schemas;
    private final ObjectNode version;

    ServerPaths(ResourceTable resources, Schemas schemas, ObjectNode version) {
        this.discovery = new Discovery(resources);
        this.aggregated = new AggregatedDiscovery(discovery);
        this.schemas = schemas;
        this.version = version;
    }

    /** True for what a client without credentials may read. */
    static boolean open(List<String> words) {
        return !words.isEmpty() && OPEN.contains(words.getFirst());
    }

    /** Empty when the path is none of these. */
    Optional<Answer> answer(List<String> words, Call call) {
        Optional<Answer> answer = words.isEmpty() ? Optional.of(index()) : named(words, call);
        if (answer.isPresent() && !call.method().equals("GET") && !call.method().equals("HEAD")) {
            throw Errors.methodNotAllowed();
        }
        return answer;
    }

    private Optional<Answer> named(List<String> words, Call call) {
        String first = words.getFirst();
        if (HEALTH.contains(first)) {
            return Optional.of(health(first, call));
        }
        return switch (first) {
            case "version" -> words.size() == 1 ? json(version) : Optional.empty();
            case "api" -> words.size() <= 2 ? Optional.of(core(words, call)) : Optional.empty();
            case "apis" -> words.size() <= 3 ? Optional.of(groups(words, call)) : Optional.empty();
            case "openapi" -> Optional.of(openApi(words, call.accept()));
            default -> Optional.empty();
        };
    }

    private Answer core(List<String> words, Call call) {
        if (words.size() == 2) {
            return found(discovery.resources("", words.get(1)));
        }
        return AggregatedDiscovery.wanted(call.accept())
                .map(form -> aggregated.answer(form, true))
                .orElseGet(() -> Answer.json(OK, discovery.coreVersions(call.authority())));
    }

    private Answer groups(List<String> words, Call call) {
        return switch (words.size()) {
            case 1 ->
                AggregatedDiscovery.wanted(call.accept())
                        .map(form -> aggregated.answer(form, false))
                        .orElseGet(() -> Answer.json(OK, discovery.groups()));
            case 2 -> found(discovery.group(words.get(1)));
            default -> found(discovery.resources(words.get(1), words.get(2)));
        };
    }

    private Answer openApi(List<String> words, String accept) {
        String path = String.join("/", words);
        if (path.equals("openapi/v2") && accept.contains("proto-openapi.spec.v2")) {
            return new Answer.Document(OK, SWAGGER_PROTOBUF, schemas.openApiV2Protobuf(), List.of());
        }
        if (path.equals("openapi/v2")) {
            return new Answer.Document(OK, Answer.JSON, schemas.openApiV2(), List.of());
        }
        if (path.equals("openapi/v3")) {
            return Answer.json(OK, schemas.openApiV3Index());
        }
        if (path.startsWith("openapi/v3/")) {
            byte[] document =
                    schemas.openApiV3(path.substring("openapi/v3/".length())).orElseThrow(Errors::noSuchResource);
            return new Answer.Document(OK, Answer.JSON, document, List.of());
        }
        throw Errors.noSuchResource();
    }

    private static Answer health(String name, Call call) {
        if (!call.query().flag("verbose")) {
            return Answer.text(OK, "ok");
        }
        return Answer.text(OK, "[+]ping ok\n[+]log ok\n" + name + " check passed\n");
    }

    private static Answer index() {
        ObjectNode index = Json.object();
        List.of("/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version")
                .forEach(index.putArray("paths")::add);
        return Answer.json(OK, index);
    }

    private static Answer found(Optional<ObjectNode> document) {
        return Answer.json(OK, document.orElseThrow(Errors::noSuchResource));
    }

    private static Optional<Answer> json(ObjectNode document) {
        return Optional.of(Answer.json(OK, document));
    }
}
