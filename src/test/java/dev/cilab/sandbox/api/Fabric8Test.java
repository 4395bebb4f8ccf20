package dev.cilab.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** fabric8 over the JDK's HTTP client: what cilab itself speaks. */
class Fabric8Test {

    @TempDir
    static Path folder;

    static TestServer server;
    static KubernetesClient client;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(folder);
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(server.kubeconfig())))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void version_and_discovery() {
        assertThat(client.getKubernetesVersion().getGitVersion()).isEqualTo("v1.33.2");
        assertThat(client.hasApiGroup("policy", true)).isTrue();
        assertThat(client.getApiResources("apps/v1").getResources())
                .extracting(resource -> resource.getName())
                .contains("deployments", "deployments/scale");
    }

    @Test
    void typed_objects_come_back_as_they_went() {
        Deployment deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName("d")
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withNewSelector()
                .addToMatchLabels("a", "b")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("a", "b")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("c")
                .withImage("nginx:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        Deployment created = client.resource(deployment).inNamespace("default").create();
        assertThat(created.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImagePullPolicy())
                .isEqualTo("IfNotPresent");
        Deployment scaled =
                client.apps().deployments().inNamespace("default").withName("d").scale(5);
        assertThat(scaled.getSpec().getReplicas()).isEqualTo(5);
        Deployment edited = client.apps()
                .deployments()
                .inNamespace("default")
                .withName("d")
                .edit(one -> {
                    one.getMetadata().setAnnotations(Map.of("x", "y"));
                    return one;
                });
        assertThat(edited.getMetadata().getGeneration()).isEqualTo(2);
        client.resource(deployment)
                .inNamespace("default")
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();
        client.apps()
                .deployments()
                .inNamespace("default")
                .withName("d")
                .waitUntilCondition(one -> one == null, 20, TimeUnit.SECONDS);
    }

    @Test
    void a_conflict_is_a_conflict() {
        ConfigMap map = client.resource(map("conflict", "1")).create();
        client.resource(new ConfigMapBuilder(map).addToData("k", "2").build()).update();
        assertThatThrownBy(() -> client.resource(
                                new ConfigMapBuilder(map).addToData("k", "3").build())
                        .lockResourceVersion(map.getMetadata().getResourceVersion())
                        .update())
                .isInstanceOfSatisfying(KubernetesClientException.class, failure -> {
                    assertThat(failure.getCode()).isEqualTo(409);
                    assertThat(failure.getStatus().getReason()).isEqualTo("Conflict");
                });
    }

    @Test
    void server_side_apply_and_its_conflict() {
        ConfigMap map = map("applied", "1");
        assertThat(client.resource(map).fieldManager("one").serverSideApply().getData())
                .containsEntry("k", "1");
        ConfigMap other = map("applied", "2");
        assertThatThrownBy(() -> client.resource(other).fieldManager("two").serverSideApply())
                .isInstanceOfSatisfying(KubernetesClientException.class, failure -> assertThat(failure.getCode())
                        .isEqualTo(409));
        assertThat(client.resource(other)
                        .fieldManager("two")
                        .forceConflicts()
                        .serverSideApply()
                        .getData())
                .containsEntry("k", "2");
    }

    @Test
    void watches_and_informers_see_changes() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Watch watch = client.configMaps()
                        .inNamespace("default")
                        .withName("watched")
                        .watch(new Watcher<>() {
                            @Override
                            public void eventReceived(Action action, ConfigMap map) {
                                seen.add(action + " " + map.getData().get("k"));
                            }

                            @Override
                            public void onClose(WatcherException cause) {}
                        });
                SharedIndexInformer<ConfigMap> informer =
                        client.configMaps().inNamespace("default").inform()) {
            ConfigMap created = client.resource(map("watched", "1")).create();
            client.resource(new ConfigMapBuilder(created).addToData("k", "2").build())
                    .update();
            client.resource(created).delete();
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("ADDED 1");
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("MODIFIED 2");
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo("DELETED 2");
            assertThat(informer.hasSynced()).isTrue();
        }
    }

    @Test
    void generic_resources_by_kind() {
        GenericKubernetesResource namespace = client.genericKubernetesResources("v1", "Namespace")
                .withName("default")
                .get();
        assertThat(namespace.getMetadata().getLabels()).containsEntry("kubernetes.io/metadata.name", "default");
    }

    private static ConfigMap map(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .addToData("k", value)
                .build();
    }
}
