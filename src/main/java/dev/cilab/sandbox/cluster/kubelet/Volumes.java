package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.cluster.machinery.Key;
import dev.cilab.sandbox.cluster.machinery.Meta;
import dev.cilab.sandbox.node.Pod;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A pod's volumes as folders of its own file system, bound to where its containers want them. A hostPath is an empty folder: pods share no
 * files with their node here.
 */
final class Volumes {

    private static final String ROOT = "/run/volumes/";
    /** Lines that end as base64(1) takes them. */
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\n'});

    private final KubeletContext kubelet;
    private final ObjectNode pod;
    private final PodFields fields;
    private final StringBuilder script = new StringBuilder();

    Volumes(KubeletContext kubelet, ObjectNode pod, PodFields fields) {
        this.kubelet = kubelet;
        this.pod = pod;
        this.fields = fields;
    }

    /** @throws MissingReference when an object that a volume shows is not there */
    void mount(Pod sandbox) {
        pod.path("spec").path("volumes").forEach(this::fill);
        pod.path("spec").path("initContainers").forEach(this::bind);
        pod.path("spec").path("containers").forEach(this::bind);
        hostAliases();
        if (!script.isEmpty()) {
            run(sandbox);
        }
    }

    private void fill(JsonNode volume) {
        String name = Json.text(volume, "name");
        script.append("mkdir -p -m 777 ").append(quoted(ROOT + name)).append('\n');
        if (volume.has("configMap")) {
            object(name, kubelet.cluster().kinds().configMaps(), volume.path("configMap"), "name");
        } else if (volume.has("secret")) {
            object(name, kubelet.cluster().kinds().secrets(), volume.path("secret"), "secretName");
        } else if (volume.has("downwardAPI")) {
            downward(name, volume.path("downwardAPI"));
        } else if (volume.has("projected")) {
            volume.path("projected").path("sources").forEach(source -> project(name, source));
        }
    }

    private void project(String volume, JsonNode source) {
        if (source.has("configMap")) {
            object(volume, kubelet.cluster().kinds().configMaps(), source.path("configMap"), "name");
        } else if (source.has("secret")) {
            object(volume, kubelet.cluster().kinds().secrets(), source.path("secret"), "name");
        } else if (source.has("downwardAPI")) {
            downward(volume, source.path("downwardAPI"));
        } else if (source.has("serviceAccountToken")) {
            String account = pod.path("spec").path("serviceAccountName").asString("default");
            kubelet.tokens()
                    .token(Meta.namespace(pod), account)
                    .ifPresent(token -> file(volume, Json.text(source, "serviceAccountToken", "path"), bytes(token)));
        }
    }

    private void downward(String volume, JsonNode source) {
        source.path("items")
                .forEach(item -> file(
                        volume,
                        Json.text(item, "path"),
                        bytes(fields.value(Json.text(item, "fieldRef", "fieldPath")))));
    }

    private void object(String volume, ResourceType type, JsonNode source, String nameField) {
        String name = Json.text(source, nameField);
        Optional<ObjectNode> found = kubelet.cluster().get(type, new Key(Meta.namespace(pod), name));
        if (found.isEmpty()) {
            if (source.path("optional").asBoolean(false)) {
                return;
            }
            throw new MissingReference("MountVolume.SetUp failed for volume \"%s\" : %s \"%s\" not found"
                    .formatted(volume, type.singular(), name));
        }
        Map<String, byte[]> data = data(found.get(), type.kind().equals("Secret"));
        if (source.path("items").isEmpty()) {
            data.forEach((key, content) -> file(volume, key, content));
        }
        for (JsonNode item : source.path("items")) {
            byte[] content = data.get(Json.text(item, "key"));
            if (content != null) {
                file(volume, Json.text(item, "path"), content);
            }
        }
    }

    private static Map<String, byte[]> data(ObjectNode object, boolean encoded) {
        Map<String, byte[]> data = new HashMap<>();
        object.path("data").properties().forEach(entry -> {
            String text = entry.getValue().asString("");
            data.put(entry.getKey(), encoded ? Base64.getDecoder().decode(text) : bytes(text));
        });
        object.path("binaryData")
                .properties()
                .forEach(entry -> data.put(
                        entry.getKey(),
                        Base64.getDecoder().decode(entry.getValue().asString(""))));
        return data;
    }

    private void file(String volume, String path, byte[] content) {
        String target = quoted(ROOT + volume + "/" + path);
        script.append("mkdir -p \"$(dirname ").append(target).append(")\"\n");
        script.append("base64 -d >").append(target).append(" <<'END'\n");
        script.append(LINES.encodeToString(content)).append("\nEND\n");
    }

    private void bind(JsonNode container) {
        for (JsonNode mount : container.path("volumeMounts")) {
            String subPath = Json.text(mount, "subPath");
            String source = ROOT + Json.text(mount, "name") + (subPath.isEmpty() ? "" : "/" + subPath);
            boolean readOnly = mount.path("readOnly").asBoolean(false);
            script.append("bind ").append(quoted(source)).append(' ').append(quoted(Json.text(mount, "mountPath")));
            script.append(readOnly ? " ro\n" : " rw\n");
        }
    }

    private void hostAliases() {
        for (JsonNode alias : pod.path("spec").path("hostAliases")) {
            StringBuilder line = new StringBuilder(Json.text(alias, "ip"));
            alias.path("hostnames").forEach(name -> line.append('\t').append(name.asString()));
            script.append("echo ").append(quoted(line.toString())).append(" >>/etc/hosts\n");
        }
    }

    private void run(Pod sandbox) {
        String bind = """
                bind() {
                  if [ -f "$1" ]; then mkdir -p "$(dirname "$2")"; [ -e "$2" ] || : >"$2"; else mkdir -p "$1" "$2"; fi
                  mount --bind "$1" "$2"
                  [ "$3" = rw ] || mount -o remount,bind,ro "$2"
                }
                """;
        Process shell = sandbox.start(List.of("sh", "-e"), Map.of(), "");
        try (OutputStream input = shell.getOutputStream()) {
            input.write(bytes(bind + script));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the volumes of pod " + Meta.name(pod), e);
        }
        try {
            String output = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (shell.waitFor() != 0) {
                throw new MissingReference("MountVolume.SetUp failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the volumes of pod " + Meta.name(pod), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MissingReference("MountVolume.SetUp was interrupted");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
