package dev.cilab.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.TestServer.Output;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The real kubectl against the real server. */
class KubectlTest {

    @TempDir
    static Path folder;

    static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void knows_the_server_and_what_it_serves() throws Exception {
        assertThat(kubectl("version")).contains("Server Version: v1.33.2");
        assertThat(kubectl("api-versions"))
                .contains("apps/v1", "batch/v1", "discovery.k8s.io/v1", "policy/v1", "rbac.authorization.k8s.io/v1");
        assertThat(kubectl("api-resources", "--no-headers", "-o", "wide")
                        .lines()
                        .filter(line -> line.startsWith("deployments")))
                .singleElement()
                .asString()
                .matches(
                        "deployments +deploy +apps/v1 +true +Deployment +create,delete,deletecollection,get,list,patch,update,watch +all");
        assertThat(kubectl("get", "--raw", "/healthz")).isEqualTo("ok");
        assertThat(kubectl("auth", "can-i", "delete", "pods")).isEqualTo("yes\n");
        assertThat(kubectl("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"))
                .isEqualTo("kubernetes-admin");
    }

    @Test
    void finds_what_every_cluster_has() throws Exception {
        assertThat(kubectl("get", "namespaces", "-o", "name"))
                .isEqualTo(
                        "namespace/default\nnamespace/kube-node-lease\nnamespace/kube-public\nnamespace/kube-system\n");
        assertThat(kubectl("get", "service", "kubernetes", "-o", "jsonpath={.spec.clusterIP}:{.spec.ports[0].port}"))
                .isEqualTo("10.96.0.1:443");
        assertThat(kubectl("get", "endpointslices", "kubernetes", "-o", "jsonpath={.endpoints[0].addresses[0]}"))
                .isEqualTo("192.168.10.100");
        assertThat(kubectl(
                        "get", "configmap", "-n", "kube-public", "cluster-info", "-o", "jsonpath={.data.kubeconfig}"))
                .contains("server: https://192.168.10.100:6443");
    }

    @Test
    void creates_in_protobuf_what_it_then_reads() throws Exception {
        kubectl("create", "namespace", "proto");
        assertThat(kubectl(
                        "create",
                        "deployment",
                        "web",
                        "-n",
                        "proto",
                        "--image=traefik/whoami",
                        "--replicas=2",
                        "--port=80"))
                .isEqualTo("deployment.apps/web created\n");
        assertThat(kubectl(
                        "get",
                        "deployment",
                        "web",
                        "-n",
                        "proto",
                        "-o",
                        "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image} {.spec.strategy.type}"
                                + " {.spec.template.spec.containers[0].ports[0].containerPort}"))
                .isEqualTo("2 traefik/whoami RollingUpdate 80");
        kubectl("create", "configmap", "map", "-n", "proto", "--from-literal=a=b");
        kubectl("create", "secret", "generic", "s", "-n", "proto", "--from-literal=password=geheim");
        assertThat(kubectl("get", "secret", "s", "-n", "proto", "-o", "jsonpath={.data.password} {.type}"))
                .isEqualTo("Z2VoZWlt Opaque");
        kubectl("create", "service", "nodeport", "web", "-n", "proto", "--tcp=80:8080");
        assertThat(kubectl(
                        "get",
                        "service",
                        "web",
                        "-n",
                        "proto",
                        "-o",
                        "jsonpath={.spec.ports[0].targetPort} {.spec.type}"))
                .isEqualTo("8080 NodePort");
        assertThat(kubectl("scale", "deployment", "web", "-n", "proto", "--replicas=0"))
                .isEqualTo("deployment.apps/web scaled\n");
        assertThat(kubectl("get", "deployment", "web", "-n", "proto", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("0");
        assertThat(kubectl("delete", "namespace", "proto", "--timeout=20s")).isEqualTo("namespace \"proto\" deleted\n");
    }

    @Test
    void labels_annotates_patches_and_selects() throws Exception {
        kubectl("create", "configmap", "tagged", "--from-literal=a=b");
        assertThat(kubectl("label", "configmap", "tagged", "tier=front")).isEqualTo("configmap/tagged labeled\n");
        assertThat(kubectl("annotate", "configmap", "tagged", "note=x y")).isEqualTo("configmap/tagged annotated\n");
        assertThat(kubectl(
                        "patch",
                        "configmap",
                        "tagged",
                        "--type=json",
                        "-p",
                        "[{\"op\":\"add\",\"path\":\"/data/c\",\"value\":\"d\"}]"))
                .isEqualTo("configmap/tagged patched\n");
        assertThat(kubectl("get", "configmap", "-l", "tier in (front,back),!none", "-o", "jsonpath={.items[*].data}"))
                .isEqualTo("{\"a\":\"b\",\"c\":\"d\"}");
        assertThat(kubectl("get", "configmap", "--field-selector", "metadata.name=tagged", "-o", "name"))
                .isEqualTo("configmap/tagged\n");
        assertThat(kubectl("label", "configmap", "tagged", "tier-")).isEqualTo("configmap/tagged unlabeled\n");
        assertThat(kubectl("get", "configmap", "-l", "tier", "-o", "name")).isEmpty();
        assertThat(kubectl("delete", "configmap", "tagged")).isEqualTo("configmap \"tagged\" deleted\n");
    }

    @Test
    void applies_and_applies_again() throws Exception {
        String manifest = """
                apiVersion: v1
                kind: Service
                metadata: {name: applied}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
                """;
        assertThat(apply(manifest)).isEqualTo("service/applied created\n");
        assertThat(apply(manifest)).isEqualTo("service/applied unchanged\n");
        assertThat(apply(manifest.replace("port: 80", "port: 81"))).isEqualTo("service/applied configured\n");
        assertThat(kubectl("get", "service", "applied", "-o", "jsonpath={.spec.ports[*].port}"))
                .isEqualTo("81");
        String changed = manifest.replace("port: 80", "port: 81");
        assertThat(succeeded(server.kubectl(changed, "apply", "--server-side", "-f", "-")))
                .isEqualTo("service/applied serverside-applied\n");
        assertThat(kubectl(
                        "get",
                        "service",
                        "applied",
                        "--show-managed-fields",
                        "-o",
                        "jsonpath={.metadata.managedFields[*].manager}"))
                .isEqualTo("kubectl kubectl-last-applied");
        assertThat(kubectl("delete", "service", "applied")).isEqualTo("service \"applied\" deleted\n");
    }

    @Test
    void refusals_reach_the_user() throws Exception {
        assertThat(server.kubectl("", "get", "pod", "none"))
                .isEqualTo(new Output(1, "", "Error from server (NotFound): pods \"none\" not found\n"));
        assertThat(server.kubectl("", "delete", "namespace", "default"))
                .isEqualTo(
                        new Output(
                                1,
                                "",
                                "Error from server (Forbidden): namespaces \"default\" is forbidden: this namespace may not be deleted\n"));
        assertThat(server.kubectl("", "create", "configmap", "kube-root-ca.crt"))
                .isEqualTo(new Output(
                        1, "", "error: failed to create configmap: configmaps \"kube-root-ca.crt\" already exists\n"));
        assertThat(server.kubectl("", "create", "service", "clusterip", "x", "--tcp=80", "--clusterip=10.96.0.1")
                        .err())
                .isEqualTo(
                        "error: failed to create ClusterIP service: Service \"x\" is invalid: spec.clusterIPs: Invalid value:"
                                + " []string{\"10.96.0.1\"}: failed to allocate IP 10.96.0.1: provided IP is already allocated\n");
        assertThat(server.kubectl("", "get", "things").err())
                .isEqualTo("error: the server doesn't have a resource type \"things\"\n");
    }

    @Test
    void waits_for_what_a_controller_writes() throws Exception {
        kubectl("run", "waiting", "--image=nginx");
        ResourceType pods = server.objects().type("v1", "Pod");
        Thread kubelet = Thread.ofVirtual().start(() -> {
            ObjectNode pod = server.objects().get(pods, "default", "waiting").orElseThrow();
            Json.object(pod, "status")
                    .putArray("conditions")
                    .addObject()
                    .put("type", "Ready")
                    .put("status", "True");
            server.objects().updateStatus(pods, pod);
        });
        assertThat(kubectl("wait", "pod/waiting", "--for=condition=Ready", "--timeout=20s"))
                .isEqualTo("pod/waiting condition met\n");
        kubelet.join();
        assertThat(kubectl("describe", "pod", "waiting"))
                .contains("Name:             waiting", "Status:           Pending");
        assertThat(kubectl("delete", "pod", "waiting", "--timeout=20s")).startsWith("pod \"waiting\" deleted");
    }

    @Test
    void a_custom_resource_from_definition_to_deletion() throws Exception {
        String definition = """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: gadgets.example.com}
                spec:
                  group: example.com
                  scope: Cluster
                  names: {plural: gadgets, kind: Gadget, shortNames: [gd], categories: [all]}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    subresources: {status: {}}
                    additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec: {type: object, properties: {size: {type: integer}}}
                          status: {type: object, x-kubernetes-preserve-unknown-fields: true}
                """;
        assertThat(apply(definition))
                .isEqualTo("customresourcedefinition.apiextensions.k8s.io/gadgets.example.com created\n");
        kubectl("wait", "crd/gadgets.example.com", "--for=condition=Established", "--timeout=20s");
        String gadget = "{apiVersion: example.com/v1, kind: Gadget, metadata: {name: g}, spec: {size: 3}}";
        assertThat(apply(gadget)).isEqualTo("gadget.example.com/g created\n");
        assertThat(kubectl(
                        "get",
                        "gd",
                        "--no-headers",
                        "-o",
                        "custom-columns=N:.metadata.name,S:.spec.size,G:.metadata.generation"))
                .isEqualTo("g     3     1\n");
        assertThat(kubectl("get", "gadgets").lines().findFirst().orElseThrow()).matches("NAME +SIZE");
        kubectl("patch", "gadget", "g", "--type=merge", "-p", "{\"spec\":{\"size\":4}}");
        kubectl(
                "patch",
                "gadget",
                "g",
                "--type=merge",
                "--subresource=status",
                "-p",
                "{\"status\":{\"seen\":1},\"spec\":{\"size\":9}}");
        assertThat(kubectl("get", "gadget", "g", "-o", "jsonpath={.spec.size} {.status.seen} {.metadata.generation}"))
                .isEqualTo("4 1 2");
        assertThat(kubectl("delete", "crd", "gadgets.example.com", "--timeout=20s"))
                .contains("deleted");
        assertThat(server.kubectl("", "get", "--raw", "/apis/example.com/v1").exit())
                .isEqualTo(1);
    }

    private static String apply(String manifest) throws Exception {
        return succeeded(server.kubectl(manifest, "apply", "-f", "-"));
    }

    private static String kubectl(String... arguments) throws Exception {
        return succeeded(server.kubectl("", arguments));
    }

    private static String succeeded(Output output) {
        assertThat(output.exit()).as(output.err()).isZero();
        return output.out();
    }
}
