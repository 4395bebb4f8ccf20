package dev.cilab.sandbox.cilium.mesh;

import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.node.Pod;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs certificates with a CA, by openssl in a pod.
 *
 * @param certificate of the CA, PEM; @param key likewise
 */
record Signer(Pod pod, String certificate, String key) {

    private static final String DEFAULT_DAYS = "1095";
    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";

    /** @param secret with {@code ca.crt} and {@code ca.key} */
    static Signer of(Pod pod, ObjectNode secret) {
        String certificate = text(secret, "ca.crt");
        String key = text(secret, "ca.key");
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new IllegalStateException("the CA's secret has no ca.crt or no ca.key");
        }
        return new Signer(pod, certificate, key);
    }

    /** The data of a Secret, base64. @param wanted {@code commonName}, {@code hosts}, {@code usage}, {@code validity} */
    Map<String, String> sign(JsonNode wanted) {
        String server = usages(wanted).contains("server auth") ? "serverAuth" : "clientAuth";
        String pem = run(Json.text(wanted, "commonName"), names(wanted), server, days(Json.text(wanted, "validity")));
        int split = pem.indexOf(BEGIN_KEY);
        if (split < 0) {
            throw new IllegalStateException("openssl could not sign " + Json.text(wanted, "name"));
        }
        return Map.of(
                "ca.crt",
                base64(certificate),
                "tls.crt",
                base64(pem.substring(0, split)),
                "tls.key",
                base64(pem.substring(split)));
    }

    private String run(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", script(), "sign"));
        argv.addAll(List.of(arguments));
        Process process = pod.start(argv, Map.of(), "");
        try (OutputStream input = process.getOutputStream()) {
            input.write((certificate + "\n" + key).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script() {
        try (InputStream script = Signer.class.getResourceAsStream("sign.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> usages(JsonNode wanted) {
        return StreamSupport.stream(wanted.path("usage").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static String names(JsonNode wanted) {
        List<String> names = new ArrayList<>();
        for (JsonNode host : wanted.path("hosts")) {
            boolean address = host.asString().matches("[0-9.]+|.*:.*");
            names.add((address ? "IP:" : "DNS:") + host.asString());
        }
        return String.join(",", names);
    }

    /** @param validity in hours, as Go writes it: {@code 26280h} */
    private static String days(String validity) {
        return validity.matches("\\d+h(0m0s)?")
                ? String.valueOf(Math.max(1, Integer.parseInt(validity.replaceFirst("h.*", "")) / 24))
                : DEFAULT_DAYS;
    }

    private static String text(ObjectNode secret, String key) {
        return new String(
                Base64.getDecoder().decode(secret.path("data").path(key).asString("")), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
