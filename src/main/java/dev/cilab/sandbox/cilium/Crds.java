package dev.cilab.sandbox.cilium;

import dev.cilab.sandbox.api.ApiError;
import dev.cilab.sandbox.api.Objects;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Which of Cilium's kinds the API server knows. */
public final class Crds {

    private static final Duration RECHECK = Duration.ofSeconds(1);

    private Crds() {}

    /** The kinds that the agent waits for. */
    public static List<String> needed(CiliumConfig config) {
        List<String> always = List.of("CiliumNode", "CiliumEndpoint");
        if (!config.bgp()) {
            return always;
        }
        return List.of(
                "CiliumNode",
                "CiliumEndpoint",
                "CiliumBGPNodeConfig",
                "CiliumBGPPeerConfig",
                "CiliumBGPAdvertisement",
                "CiliumBGPClusterConfig",
                "CiliumBGPNodeConfigOverride");
    }

    /** Returns once the API server serves all needed kinds. */
    public static void await(Objects objects, CiliumConfig config, LogLines log) throws InterruptedException {
        if (served(objects, config)) {
            return;
        }
        log.info("Waiting until all Cilium CRDs are available");
        Semaphore changes = new Semaphore(0);
        try (Objects.Subscription watch = objects.watch(
                objects.type("apiextensions.k8s.io/v1", "CustomResourceDefinition"), change -> changes.release())) {
            while (!served(objects, config)) {
                // a definition is served a moment after it was stored, and no event tells of that moment
                boolean told = changes.tryAcquire(RECHECK.toMillis(), TimeUnit.MILLISECONDS);
                if (told) {
                    changes.drainPermits();
                }
            }
        }
        log.info("All Cilium CRDs have been found and are available");
    }

    static boolean served(Objects objects, CiliumConfig config) {
        return needed(config).stream().allMatch(kind -> served(objects, apiVersion(config, kind), kind));
    }

    static String apiVersion(CiliumConfig config, String kind) {
        return kind.startsWith("CiliumBGP") || kind.equals("CiliumLoadBalancerIPPool")
                ? config.dialect().apiVersion()
                : "cilium.io/v2";
    }

    private static boolean served(Objects objects, String apiVersion, String kind) {
        try {
            objects.type(apiVersion, kind);
            return true;
        } catch (ApiError e) {
            return false;
        }
    }
}
