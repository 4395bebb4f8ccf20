package dev.cilab.capture.packet;

import dev.cilab.capture.pcap.Malformed;
import java.util.Optional;

/**
 * What Cilium's direct server return with Geneve adds to a request that it sends on to a backend's node: the service's address and port, so
 * that the backend's node can answer in its name. The client's own address needs no option: it is the source of the packet inside.
 *
 * <p>Option class 0x014B (Cilium's at IANA), type 0x01 with the critical bit; address, port, and in the IPv4 form two bytes of padding
 * (Cilium, bpf/lib/tunnel.h).
 */
public record DsrOption(String address, int port) {

    private static final int CILIUM = 0x014b;
    private static final int DSR = 0x81;

    static Optional<DsrOption> of(Layer.Geneve.Option option) {
        if (option.optionClass() != CILIUM || option.type() != DSR) {
            return Optional.empty();
        }
        try {
            Cursor data = new Cursor(option.data());
            return Optional.of(new DsrOption(data.address(data.left() >= 18 ? 16 : 4), data.u16()));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
