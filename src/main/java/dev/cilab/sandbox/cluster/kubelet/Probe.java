package dev.cilab.sandbox.cluster.kubelet;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.node.Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * One look at a container, from inside its pod: a command, an HTTP request, a TCP connection. A gRPC probe is looked at as a TCP
 * connection to its port.
 *
 * @param ports the container's {@code ports}, which a probe may name
 */
record Probe(JsonNode spec, JsonNode ports, Pod pod, Map<String, String> environment) {

    private static final int LONGEST_OUTPUT = 1024;

    int seconds(String field, int missing) {
        return spec.path(field).asInt(missing);
    }

    /** Empty when it succeeded, else what a person reads in the event. */
    Optional<String> failure() {
        if (spec.has("exec")) {
            List<String> command = new ArrayList<>();
            spec.path("exec").path("command").forEach(word -> command.add(word.asString("")));
            return run(command, "");
        }
        if (spec.has("httpGet")) {
            return http(spec.path("httpGet"));
        }
        JsonNode target = spec.has("tcpSocket") ? spec.path("tcpSocket") : spec.path("grpc");
        String host = host(target);
        String port = port(target.path("port"));
        return run(List.of("bash", "-c", "exec 3<>/dev/tcp/$0/$1", host, port), "dial tcp " + host + ":" + port + ": ");
    }

    private Optional<String> http(JsonNode target) {
        String scheme = target.path("scheme").asString("HTTP").toLowerCase(Locale.ROOT);
        String path = target.path("path").asString("/");
        String url = scheme + "://" + host(target) + ":" + port(target.path("port")) + (path.startsWith("/") ? "" : "/")
                + path;
        List<String> command = new ArrayList<>(
                List.of("curl", "-skS", "-A", "kube-probe/1.33", "-o", "/dev/null", "-w", "%{stderr}%{http_code}"));
        target.path("httpHeaders")
                .forEach(header ->
                        command.addAll(List.of("-H", Json.text(header, "name") + ": " + Json.text(header, "value"))));
        command.add(url);
        Outcome outcome = outcome(command);
        String code = outcome.output().substring(Math.max(0, outcome.output().length() - 3));
        if (!outcome.ok()) {
            return Optional.of("Get \"" + url + "\": " + outcome.output());
        }
        boolean good = code.compareTo("200") >= 0 && code.compareTo("400") < 0;
        return good ? Optional.empty() : Optional.of("HTTP probe failed with statuscode: " + code);
    }

    private String host(JsonNode target) {
        String host = Json.text(target, "host");
        if (!host.isEmpty()) {
            return host;
        }
        return pod.ip().isEmpty() ? "127.0.0.1" : pod.ip();
    }

    private String port(JsonNode port) {
        for (JsonNode named : ports) {
            if (port.isString() && Json.text(named, "name").equals(port.stringValue())) {
                return named.path("containerPort").asString();
            }
        }
        return port.asString("");
    }

    private Optional<String> run(List<String> command, String prefix) {
        Outcome outcome = outcome(command);
        return outcome.ok() ? Optional.empty() : Optional.of(prefix + outcome.output());
    }

    private Outcome outcome(List<String> command) {
        int timeout = seconds("timeoutSeconds", 1);
        Process process = pod.start(command, environment, "");
        try {
            process.getOutputStream().close();
            if (!process.waitFor(timeout, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Outcome(false, "command timed out after " + timeout + "s");
            }
            String output = new String(process.getErrorStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8)
                    + new String(process.getInputStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
            return new Outcome(process.exitValue() == 0, output.strip());
        } catch (IOException e) {
            return new Outcome(false, e.getMessage());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Outcome(false, "interrupted");
        }
    }

    private record Outcome(boolean ok, String output) {}
}
