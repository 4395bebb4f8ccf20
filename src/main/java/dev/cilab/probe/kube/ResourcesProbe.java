package dev.cilab.probe.kube;

import dev.cilab.env.Scope;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.KubeObject;
import dev.cilab.kube.Ref;
import dev.cilab.lab.ProbeCall;
import dev.cilab.lab.ProbeSpec;
import dev.cilab.probe.Arguments;
import dev.cilab.probe.Probe;
import dev.cilab.probe.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code resource}: objects of any {@code kind} (as kubectl takes it), with {@code namespace}, {@code selector}, {@code names}; {@code pick} names
 * JSON pointers, e.g. {@code pick: {ip: /status/loadBalancer/ingress/0/ip}}, whose values appear under {@code fields}.
 */
public final class ResourcesProbe implements Probe<Resources> {

    @Override
    public ProbeSpec spec() {
        return ProbeSpec.of(
                "resource",
                List.of(),
                Set.of("kind", "namespace", "selector", "names", "pick", "cluster"),
                Resources.class,
                "name");
    }

    @Override
    public Resources look(ProbeCall call, Scope scope) throws Unreachable {
        Site site = new Site(call, scope);
        Arguments arguments = new Arguments(call);
        String on = site.cluster().name().value();
        List<String> names = arguments.texts("names");
        Map<String, String> pick = arguments.map("pick");
        pick.forEach((name, pointer) -> pointer(call, name, pointer));
        List<Resource> resources = site
                .api()
                .list(
                        Ref.in(arguments.required("kind"), arguments.text("namespace", "")),
                        arguments.text("selector", ""),
                        "")
                .stream()
                .filter(object -> names.isEmpty() || names.contains(object.name()))
                .map(object -> new Resource(
                        on, object.kind(), object.name(), object.namespace(), object.labels(), fields(object, pick)))
                .toList();
        return new Resources(List.of(on), resources, List.of(), List.of());
    }

    private static void pointer(ProbeCall call, String name, String pointer) {
        if (!pointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    call.at() + ": resource: '" + name + "' must be a JSON pointer, e.g. /status/phase");
        }
    }

    private static Map<String, Object> fields(KubeObject object, Map<String, String> pick) {
        Map<String, Object> fields = new LinkedHashMap<>();
        pick.forEach((name, pointer) -> {
            JsonNode value = object.at(pointer);
            if (!value.isMissingNode() && !value.isNull()) {
                fields.put(name, plain(value));
            }
        });
        return fields;
    }

    private static Object plain(JsonNode value) {
        if (value.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            value.properties().forEach(e -> map.put(e.getKey(), plain(e.getValue())));
            return map;
        }
        if (value.isArray()) {
            return value.valueStream().map(ResourcesProbe::plain).toList();
        }
        if (value.isIntegralNumber()) {
            return value.asLong();
        }
        if (value.isNumber()) {
            return value.asDouble();
        }
        return value.isBoolean() ? (Object) value.asBoolean() : value.asString("");
    }

    @Override
    public String command(ProbeCall call, Scope scope) {
        Arguments arguments = new Arguments(call);
        String namespace = arguments.text("namespace").map(n -> "-n " + n + " ").orElse("");
        return new Site(call, scope).kubectl(namespace + "get " + arguments.text("kind", "all") + " -o yaml");
    }
}
