package dev.cilab.probe.bgp;

import java.util.List;

/**
 * One end of a BGP peering, in the same terms whoever tells of it.
 *
 * @param on                 who tells: {@code cilium}, {@code router} or {@code status} (CiliumBGPNodeConfig)
 * @param node               the cluster node of this peering; on the router's side the neighbor's address if no node has it
 * @param name               what the speaker calls the peering, empty if it gives no name
 * @param state              {@code unknown idle connect active opensent openconfirm established}, always lower case and without separators
 * @param uptimeSeconds      since established; 0 when it is not
 * @param received           IPv4 unicast prefixes received, rejected ones included (FRR does not count those)
 * @param advertised         IPv4 unicast prefixes sent; not to be trusted while the peering is down
 * @param holdTimeSeconds    as negotiated; 0 before negotiation
 * @param gracefulRestart    configured and, where the speaker tells, agreed
 * @param policy             FRR's remark on the peering: {@code ok}, {@code policy} (established, but a missing policy blocks every route),
 *                           {@code admin}, {@code pfxct}, {@code passive}; elsewhere {@code ok}
 * @param lastError          the last notification or reason of a reset, empty if none
 * @param families           all address families
 */
public record Peer(
        String on,
        String node,
        String name,
        long localAsn,
        long peerAsn,
        String peerAddress,
        String state,
        long uptimeSeconds,
        long received,
        long accepted,
        long advertised,
        int holdTimeSeconds,
        int keepAliveSeconds,
        boolean gracefulRestart,
        int restartSeconds,
        String policy,
        String lastError,
        List<Family> families) {

    public Peer {
        families = List.copyOf(families);
    }

    public boolean established() {
        return state.equals("established");
    }
}
