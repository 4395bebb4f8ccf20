package dev.cilab.capture;

import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;

/** How the places of taps are reached. */
@FunctionalInterface
public interface Hosts {

    Host host(String place) throws Unreachable;
}
