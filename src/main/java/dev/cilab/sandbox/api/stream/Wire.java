package dev.cilab.sandbox.api.stream;

import java.io.IOException;
import java.util.function.Consumer;

/** The connection of one remote command, whatever protocol it speaks. */
interface Wire {

    /** What the client types; ends when the client closes its side. */
    Inbox input();

    /** @param handler called with each message of the resize channel, on the event loop */
    void onResize(Consumer<byte[]> handler);

    /** @param handler called once when the connection is gone, at once if it already is */
    void onClose(Runnable handler);

    /** Blocks until the bytes are on their way, so that a slow client slows the command down. */
    void send(Channel channel, byte[] bytes, int length) throws IOException;

    /** Sends the last word (a Status) and closes the connection. */
    void finish(byte[] status) throws IOException;
}
