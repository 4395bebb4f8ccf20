package dev.cilab.action;

import dev.cilab.capture.Tap;
import dev.cilab.capture.pcap.LinkType;
import dev.cilab.capture.pcap.Packet;
import dev.cilab.capture.pcap.PcapWriter;
import dev.cilab.lab.NodeName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** One pcap file per machine, in memory. */
final class NodeFiles {

    /** A step's capture shows something; it is no recording of an evening. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private static final class Recording {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final PcapWriter writer;

        private Recording(int linkType) throws IOException {
            writer = new PcapWriter(bytes, linkType);
        }
    }

    private final Map<String, Recording> recordings = new HashMap<>();

    void packet(Tap tap, Packet packet) throws IOException {
        Recording recording = recordings.get(tap.place());
        if (recording == null) {
            recording = new Recording(packet.linkType());
            recordings.put(tap.place(), recording);
        }
        recording.writer.write(packet);
        if (recording.bytes.size() > LARGEST) {
            throw new IOException("more than " + LARGEST / 1024 / 1024 + " MiB on " + tap.place());
        }
    }

    byte[] of(NodeName node) {
        try {
            Recording recording = recordings.get(node.value());
            return (recording == null ? new Recording(LinkType.ETHERNET) : recording).bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory refuses nothing
        }
    }
}
