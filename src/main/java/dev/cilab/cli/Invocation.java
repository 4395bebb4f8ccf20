package dev.cilab.cli;

import dev.cilab.term.Io;

/**
 * One run of the command line.
 *
 * @param lab the lab that the command's path names ({@code cilab bgp up}); empty for commands outside a lab's group
 */
record Invocation(Io io, String lab) {}
