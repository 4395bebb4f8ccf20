package dev.cilab.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cilab.action.Documents.Document;
import dev.cilab.kube.KubeCluster;
import dev.cilab.kube.KubeError;
import dev.cilab.kube.Ownership;
import dev.cilab.kube.OwnershipGuard;
import dev.cilab.kube.Permit;
import dev.cilab.kube.TinyApiServer;
import dev.cilab.lab.Action;
import dev.cilab.lab.ClusterName;
import dev.cilab.lab.Lab;
import dev.cilab.lab.LabCatalog;
import dev.cilab.lab.Overrides;
import dev.cilab.lab.Step;
import dev.cilab.lab.reader.LabReader;
import dev.cilab.probe.LabProbes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cilium 1.17 serves the BGP kinds as v2alpha1 only, though v2 is its group's preferred version: the lab's manifests fit all the same. */
class ServedVersionTest {

    private static final String UID = "6ec1a9d2-0f1e-4f5b-9a60-3f1f6f0c9d10";

    @TempDir
    private Path folder;

    private TinyApiServer api;
    private KubeCluster cluster;
    private Permit permit;

    @BeforeEach
    void aClusterOfTheUsersOwn() throws Exception {
        api = new TinyApiServer()
                .on(
                        "GET /api/v1/namespaces/kube-system",
                        200,
                        "{\"kind\":\"Namespace\",\"metadata\":{\"uid\":\"" + UID + "\"}}")
                .on("GET /api/v1", 200, "{\"kind\":\"APIResourceList\",\"groupVersion\":\"v1\",\"resources\":[]}");
        ClusterName name = new ClusterName("bgp");
        cluster = new KubeCluster(name, api.kubeconfig(folder), "lab");
        Ownership ownership = new Ownership(folder.resolve("clusters.json"));
        ownership.record(UID, new Ownership.Entry(name, "home", Ownership.Origin.ADOPTED));
        permit = new OwnershipGuard(ownership).permit(cluster);
    }

    @AfterEach
    void stop() {
        cluster.close();
        api.close();
    }

    @Test
    void older() throws Exception {
        serve("v2alpha1");

        assertThat(applied()).isNotEmpty().allMatch(path -> path.startsWith("PATCH /apis/cilium.io/v2alpha1/"));
    }

    @Test
    void newer() throws Exception {
        serve("v2");

        assertThat(applied()).isNotEmpty().allMatch(path -> path.startsWith("PATCH /apis/cilium.io/v2/"));
    }

    @Test
    void withoutCrdsItIsSaid() throws Exception {
        api.on("GET /apis", 200, "{\"kind\":\"APIGroupList\",\"groups\":[]}");
        Document first = Documents.served(cluster, manifests().getFirst());

        assertThatThrownBy(() -> cluster.apply(permit, first.json(), false))
                .isInstanceOf(KubeError.class)
                .hasMessageContaining("in cilium.io/v2; are its CRDs installed?");
    }

    /** The requests that write the lab's manifests, without what was sent. */
    private List<String> applied() throws Exception {
        for (Document each : manifests()) {
            Document served = Documents.served(cluster, each);
            try {
                cluster.apply(permit, served.json(), false);
            } catch (KubeError notStored) {
                assertThat(notStored.code()).isEqualTo(404); // this server stores nothing
            }
        }
        return api.requests().stream().filter(each -> each.startsWith("PATCH ")).toList();
    }

    private static List<Document> manifests() throws Exception {
        Lab lab = LabReader.read(
                LabCatalog.packed().find("bgp").orElseThrow(), new LabProbes(), Overrides.none("sandbox"));
        List<Document> documents = new ArrayList<>();
        for (Step step : lab.steps()) {
            for (Action action : step.actions()) {
                if (action instanceof Action.Apply apply) {
                    documents.addAll(Documents.read(apply.manifests()));
                }
            }
        }
        return documents.stream()
                .filter(each -> each.json().path("apiVersion").asString("").startsWith("cilium.io/"))
                .toList();
    }

    private void serve(String bgpVersion) {
        api.on("GET /apis", 200, """
                        {"kind":"APIGroupList","groups":[{"name":"cilium.io","preferredVersion":{"groupVersion":"cilium.io/v2"},
                         "versions":[{"groupVersion":"cilium.io/v2"},{"groupVersion":"cilium.io/v2alpha1"}]}]}""")
                .on("GET /apis/cilium.io/v2", 200, kinds("v2", bgpVersion.equals("v2")))
                .on("GET /apis/cilium.io/v2alpha1", 200, kinds("v2alpha1", bgpVersion.equals("v2alpha1")));
    }

    private static String kinds(String version, boolean bgp) {
        String always = "{\"name\":\"ciliumendpoints\",\"kind\":\"CiliumEndpoint\",\"namespaced\":true}";
        String more = """
                ,{"name":"ciliumbgpclusterconfigs","kind":"CiliumBGPClusterConfig","namespaced":false}
                ,{"name":"ciliumbgppeerconfigs","kind":"CiliumBGPPeerConfig","namespaced":false}
                ,{"name":"ciliumbgpadvertisements","kind":"CiliumBGPAdvertisement","namespaced":false}
                ,{"name":"ciliumloadbalancerippools","kind":"CiliumLoadBalancerIPPool","namespaced":false}""";
        return "{\"kind\":\"APIResourceList\",\"groupVersion\":\"cilium.io/" + version + "\",\"resources\":[" + always
                + (bgp ? more : "") + "]}";
    }
}
