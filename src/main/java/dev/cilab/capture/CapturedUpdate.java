package dev.cilab.capture;

import java.util.List;

/**
 * One thing that a BGP UPDATE said; an UPDATE with three prefixes is three of these.
 *
 * @param on          the machine it was captured on
 * @param time        ISO 8601, UTC
 * @param from        the machine that said it, else its address
 * @param to          the machine it was said to, else its address
 * @param kind        {@code announce}, {@code withdraw} or {@code end-of-rib}
 * @param prefix      empty at the end of a table
 * @param nextHop     an address; only of what is announced
 * @param via         the machine that has the next hop's address, else the address
 * @param asPath      AS numbers with spaces between
 * @param family      of the table that is complete, e.g. {@code ipv4-unicast}; else empty
 */
public record CapturedUpdate(
        String on,
        String time,
        String from,
        String to,
        String kind,
        String prefix,
        String nextHop,
        String via,
        String asPath,
        String origin,
        List<String> communities,
        String family) {

    public CapturedUpdate {
        communities = List.copyOf(communities);
    }
}
