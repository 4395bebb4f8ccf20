package dev.cilab.sandbox.cilium.bgp;

import dev.cilab.sandbox.api.Objects;
import dev.cilab.sandbox.cilium.Cidr;
import dev.cilab.sandbox.cilium.CiliumConfig;
import dev.cilab.sandbox.cilium.lb.LbService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a CiliumBGPNodeConfig and the objects that it leads to ask of a node.
 *
 * @param problems by instance name: why part of it cannot be done
 */
record DesiredInstances(List<Instance> instances, Map<String, String> problems) {

    private static final int BGP_PORT = 179;

    /**
     * @param config   the node's CiliumBGPNodeConfig; empty = no BGP here
     * @param podCidrs of the node
     */
    static DesiredInstances of(
            Optional<ObjectNode> config,
            Objects objects,
            CiliumConfig cilium,
            String node,
            String address,
            List<Cidr> podCidrs) {
        DesiredInstances desired = new DesiredInstances(new ArrayList<>(), new TreeMap<>());
        if (config.isEmpty()) {
            return desired;
        }
        String api = cilium.dialect().apiVersion();
        List<ObjectNode> advertisements = objects.list(objects.type(api, "CiliumBGPAdvertisement"), "", "").stream()
                .sorted(Comparator.comparing(
                        object -> object.path("metadata").path("name").asString()))
                .toList();
        Advertisements announced = new Advertisements(advertisements, LbService.all(objects), podCidrs, node);
        boolean listens = false;
        for (JsonNode entry : config.get().path("spec").path("bgpInstances")) {
            List<Instance.Peer> peers = desired.peers(entry, objects, cilium);
            // the sandbox listens where Cilium would only dial: see Router
            int port = entry.path("localPort").asInt(listens ? -1 : BGP_PORT);
            listens |= port == BGP_PORT;
            desired.instances.add(new Instance(
                    entry.path("name").asString(),
                    entry.path("localASN").asLong(),
                    entry.path("routerID").asString(address),
                    port,
                    peers,
                    announced.policies(peers)));
        }
        return desired;
    }

    private List<Instance.Peer> peers(JsonNode instance, Objects objects, CiliumConfig cilium) {
        List<Instance.Peer> peers = new ArrayList<>();
        for (JsonNode peer : instance.path("peers")) {
            String name = peer.path("name").asString();
            String where = instance.path("name").asString();
            if (!Cidr.isAddress(peer.path("peerAddress").asString(""))) {
                problems.put(where, "peer " + name + " has no IPv4 peerAddress");
                continue;
            }
            if (peer.path("peerASN").asLong(0) == 0) {
                problems.put(
                        where, "peer " + name + " has no peerASN, and the sandbox's speaker accepts no unknown one");
                continue;
            }
            Optional<JsonNode> settings =
                    settings(peer.path("peerConfigRef").path("name").asString(""), objects, cilium);
            // a peer whose CiliumBGPPeerConfig is missing waits for it; the ClusterConfig's condition tells
            settings.ifPresent(spec -> peers.add(peer(peer, PeerSettings.of(spec), objects, cilium)));
        }
        return peers;
    }

    private static Optional<JsonNode> settings(String name, Objects objects, CiliumConfig cilium) {
        if (name.isEmpty()) {
            return Optional.of(MissingNode.getInstance());
        }
        return objects.get(objects.type(cilium.dialect().apiVersion(), "CiliumBGPPeerConfig"), "", name)
                .map(object -> object.path("spec"));
    }

    private static Instance.Peer peer(JsonNode peer, PeerSettings settings, Objects objects, CiliumConfig cilium) {
        return new Instance.Peer(
                peer.path("name").asString(),
                peer.path("peerAddress").asString(),
                peer.path("peerASN").asLong(),
                peer.path("localAddress").asString(""),
                password(settings.authSecret(), objects, cilium),
                settings);
    }

    private static String password(String secret, Objects objects, CiliumConfig cilium) {
        if (secret.isEmpty()) {
            return "";
        }
        return objects.get(objects.type("v1", "Secret"), cilium.bgpSecretsNamespace(), secret)
                .map(object -> object.path("data").path("password").asString(""))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .orElse("");
    }
}
