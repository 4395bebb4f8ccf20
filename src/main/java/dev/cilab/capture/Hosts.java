package dev.cilab.capture;

import dev.cilab.exec.Host;
import dev.cilab.exec.Unreachable;
import dev.cilab.lab.NodeName;

/** How machines are reached. */
@FunctionalInterface
public interface Hosts {

    Host host(NodeName node) throws Unreachable;
}
