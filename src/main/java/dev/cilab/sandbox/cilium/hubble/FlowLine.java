package dev.cilab.sandbox.cilium.hubble;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packet as a line of {@code tcpdump -i any -nn -tt}.
 *
 * @param device the interface it was seen on
 * @param out    it left by that interface
 * @param flags  of TCP, in Hubble's order: {@code SYN ACK}; empty for other protocols
 */
record FlowLine(
        Instant time,
        String device,
        boolean out,
        String protocol,
        String source,
        int sourcePort,
        String destination,
        int destinationPort,
        List<String> flags,
        int icmpType) {

    private static final Pattern LINE = Pattern.compile("(\\d{1,12})\\.(\\d{6}) (\\S+)\\s+(In|Out)\\s+IP "
            + "(\\d+\\.\\d+\\.\\d+\\.\\d+)(?:\\.(\\d{1,5}))? > (\\d+\\.\\d+\\.\\d+\\.\\d+)(?:\\.(\\d{1,5}))?: (.*)");
    private static final Pattern FLAGS = Pattern.compile("Flags \\[([A-Z.]*)].*");

    static Optional<FlowLine> of(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return Optional.empty();
        }
        String rest = line.group(9);
        Matcher flags = FLAGS.matcher(rest);
        boolean tcp = flags.matches();
        boolean icmp = rest.startsWith("ICMP ");
        Instant time = Instant.ofEpochSecond(Long.parseLong(line.group(1)), Long.parseLong(line.group(2)) * 1000);
        return Optional.of(new FlowLine(
                time,
                line.group(3),
                line.group(4).equals("Out"),
                tcp ? "TCP" : icmp ? "ICMPv4" : "UDP",
                line.group(5),
                port(line.group(6)),
                line.group(7),
                port(line.group(8)),
                tcp ? flags(flags.group(1)) : List.of(),
                icmp ? icmpType(rest) : 0));
    }

    private static int port(String text) {
        return text == null ? 0 : Integer.parseInt(text);
    }

    private static List<String> flags(String letters) {
        return letters.chars()
                .mapToObj(letter -> switch (letter) {
                    case 'S' -> "SYN";
                    case 'F' -> "FIN";
                    case 'R' -> "RST";
                    case 'P' -> "PSH";
                    case '.' -> "ACK";
                    default -> "URG";
                })
                .toList();
    }

    private static int icmpType(String text) {
        return text.contains("echo request") ? 8 : text.contains("unreachable") ? 3 : 0;
    }
}
