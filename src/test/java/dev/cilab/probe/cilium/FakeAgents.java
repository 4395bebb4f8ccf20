package dev.cilab.probe.cilium;

import dev.cilab.env.Environment;
import dev.cilab.env.Scope;
import dev.cilab.exec.Command;
import dev.cilab.exec.Result;
import dev.cilab.exec.Unreachable;
import dev.cilab.kube.Cluster;
import dev.cilab.kube.KubeObject;
import dev.cilab.probe.Answers;
import dev.cilab.probe.Json;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cluster's agents, each with a version and the one answer that it gives to whatever it is asked; one without an answer is down. */
public final class FakeAgents {

    private final Map<String, String> versions = new LinkedHashMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();

    public FakeAgents on(String node, String version, String answer) {
        versions.put(node, version);
        answers.put(node, answer);
        return this;
    }

    public FakeAgents down(String node, String version) {
        versions.put(node, version);
        return this;
    }

    public Scope scope() {
        Cluster cluster = (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(),
                new Class<?>[] {Cluster.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "list" -> versions.keySet().stream().map(this::pod).toList();
                    case "exec" -> exec((String) args[1], (Command) args[3]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Environment environment = (Environment) Proxy.newProxyInstance(
                Environment.class.getClassLoader(),
                new Class<?>[] {Environment.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "cluster" -> cluster;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return Answers.scope(environment);
    }

    private KubeObject pod(String node) {
        try {
            return new KubeObject(Json.read("test", """
                    {"metadata":{"name":"cilium-%s"},"spec":{"nodeName":"%s",
                     "containers":[{"name":"cilium-agent","image":"quay.io/cilium/cilium:v%s@sha256:0"}]}}
                    """.formatted(node, node, versions.get(node))));
        } catch (Unreachable e) {
            throw new IllegalStateException(e);
        }
    }

    private Result exec(String pod, Command command) throws Unreachable {
        String answer = answers.get(pod.replaceFirst("^cilium-", ""));
        if (answer == null) {
            throw new Unreachable("kube-system/" + pod, "the connection broke");
        }
        return new Result(command, 0, answer.getBytes(StandardCharsets.UTF_8), new byte[0], Duration.ZERO);
    }
}
