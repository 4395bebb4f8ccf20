package dev.cilab.kube;

import dev.cilab.exec.Secret;
import dev.cilab.exec.Unreachable;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A kubeconfig file. Read by ourselves: fabric8's own reading looks at many places and loads much that is not needed. */
public final class KubeConfig {

    private static final int CONNECT_TIMEOUT_MS = 15_000;

    private final Path file;
    private final JsonNode root;

    private KubeConfig(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /** @throws Unreachable when the file cannot be read or is not a kubeconfig */
    public static KubeConfig read(Path file) throws Unreachable {
        try {
            JsonNode root = new YAMLMapper().readTree(Files.readString(file));
            if (root == null || !root.path("contexts").isArray()) {
                throw new Unreachable(
                        file.toString(),
                        file
                                + " is not a kubeconfig: it has no list of contexts\nLook: kubectl config view --kubeconfig "
                                + file);
            }
            return new KubeConfig(file, root);
        } catch (NoSuchFileException e) {
            throw new Unreachable(file.toString(), "there is no kubeconfig at " + file, e);
        } catch (AccessDeniedException e) {
            throw new Unreachable(
                    file.toString(), "this user may not read the kubeconfig " + file + "\nLook: ls -l " + file, e);
        } catch (JacksonException e) {
            throw new Unreachable(
                    file.toString(),
                    "the kubeconfig " + file + " is not valid YAML: "
                            + e.getOriginalMessage().strip(),
                    e);
        } catch (IOException e) {
            throw new Unreachable(file.toString(), "cannot read the kubeconfig " + file + ": " + e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    public List<String> contexts() {
        return StreamSupport.stream(root.path("contexts").spliterator(), false)
                .map(context -> context.path("name").asString(""))
                .toList();
    }

    /** The namespace that kubectl would take where none is named. */
    String namespace(String context) throws Unreachable {
        return context(context).path("namespace").asString("default");
    }

    /** The API server's address. */
    public String server(String context) throws Unreachable {
        return cluster(context).path("server").asString("");
    }

    private JsonNode context(String context) throws Unreachable {
        return entry("contexts", "context", context);
    }

    private JsonNode cluster(String context) throws Unreachable {
        return entry("clusters", "cluster", context(context).path("cluster").asString(""));
    }

    /** The lists of a kubeconfig hold entries of the shape {@code {name: …, <body>: {…}}}. */
    private JsonNode entry(String list, String body, String name) throws Unreachable {
        for (JsonNode entry : root.path(list)) {
            if (entry.path("name").asString("").equals(name)) {
                return entry.path(body);
            }
        }
        String known = list.equals("contexts")
                ? "; it has: " + (contexts().isEmpty() ? "none" : String.join(", ", contexts()))
                : "";
        throw new Unreachable(name, "the kubeconfig " + file + " has no " + body + " \"" + name + "\"" + known);
    }

    /** Just one context of this file, as the current one, with file names that hold anywhere. JSON, which is YAML too. */
    public Secret only(String context) throws Unreachable {
        ObjectNode only = Api.JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Config");
        String cluster = context(context).path("cluster").asString("");
        String user = context(context).path("user").asString("");
        only.put("current-context", context);
        entry(only, "contexts", "context", context);
        entry(only, "clusters", "cluster", cluster);
        entry(only, "users", "user", user);
        return Secret.of(only.toString());
    }

    private void entry(ObjectNode kubeconfig, String list, String body, String name) throws Unreachable {
        JsonNode copy = entry(list, body, name).deepCopy();
        for (String path : List.of("certificate-authority", "client-certificate", "client-key", "tokenFile")) {
            if (copy instanceof ObjectNode node && node.has(path)) {
                node.put(path, resolve(node.path(path).asString()).toString());
            }
        }
        kubeconfig.putArray(list).addObject().put("name", name).set(body, copy);
    }

    /** fabric8's settings for a context; logins by a plugin are left to fabric8's own reading of the file. */
    Config config(String context) throws Unreachable {
        JsonNode cluster = cluster(context);
        JsonNode user = entry("users", "user", context(context).path("user").asString(""));
        Config config = user.has("exec") || user.has("auth-provider") ? pluginConfig(context) : Config.empty();
        if (cluster.path("server").asString("").isEmpty()) {
            throw new Unreachable(
                    context, "the kubeconfig " + file + " names no server for context \"" + context + "\"");
        }
        config.setMasterUrl(cluster.path("server").asString());
        config.setTrustCerts(cluster.path("insecure-skip-tls-verify").asBoolean(false));
        text(cluster, "certificate-authority-data", config::setCaCertData);
        path(cluster, "certificate-authority", config::setCaCertFile);
        text(cluster, "tls-server-name", config::setTlsServerName);
        text(cluster, "proxy-url", config::setHttpsProxy);
        text(user, "client-certificate-data", config::setClientCertData);
        path(user, "client-certificate", config::setClientCertFile);
        text(user, "client-key-data", config::setClientKeyData);
        path(user, "client-key", config::setClientKeyFile);
        if (user.has("client-key-data") || user.has("client-key")) {
            config.setClientKeyAlgo(Config.getKeyAlgorithm(config.getClientKeyFile(), config.getClientKeyData()));
        }
        text(user, "username", config::setUsername);
        text(user, "password", config::setPassword);
        text(user, "token", config::setOauthToken);
        tokenFile(user, config);
        config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        config.setRequestTimeout(0); // ours, per call
        config.setRequestRetryBackoffLimit(0); // a refused connection is said at once
        config.setHttp2Disable(true); // loads less, and a watch does not share its connection
        config.setUserAgent("cilab");
        return config;
    }

    private Config pluginConfig(String context) throws Unreachable {
        try {
            return Config.fromKubeconfig(context, Files.readString(file), file.toString());
        } catch (IOException | RuntimeException e) {
            throw new Unreachable(
                    context, "the login plugin of context \"" + context + "\" failed: " + e.getMessage(), e);
        }
    }

    private void tokenFile(JsonNode user, Config config) throws Unreachable {
        String name = user.path("tokenFile").asString("");
        if (!name.isEmpty()) {
            try {
                config.setOauthToken(Files.readString(resolve(name)).strip());
            } catch (IOException e) {
                throw new Unreachable(file.toString(), "cannot read the token file " + resolve(name), e);
            }
        }
    }

    private static void text(JsonNode node, String field, Consumer<String> setter) {
        String value = node.path(field).asString("");
        if (!value.isEmpty()) {
            setter.accept(value);
        }
    }

    private void path(JsonNode node, String field, Consumer<String> setter) {
        text(node, field, value -> setter.accept(resolve(value).toString()));
    }

    /** Relative names are relative to the kubeconfig, as kubectl takes them. */
    private Path resolve(String name) {
        return file.toAbsolutePath().getParent().resolve(name);
    }
}
