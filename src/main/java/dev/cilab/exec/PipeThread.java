package dev.cilab.exec;

/**
 * Threads that read and write the pipes of processes. They are platform threads: a virtual thread that blocks on a pipe keeps its carrier,
 * and as many of them as the machine has processors stop every other virtual thread.
 */
public final class PipeThread {

    private PipeThread() {}

    public static Thread start(Runnable work) {
        return Thread.ofPlatform().daemon().name("pipe").start(work);
    }
}
