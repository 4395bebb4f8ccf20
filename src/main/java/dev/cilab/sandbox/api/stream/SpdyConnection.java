package dev.cilab.sandbox.api.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyHeadersFrame;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdyRstStreamFrame;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * SPDY/3.1 as kubectl speaks it: the client opens streams, each carries bytes both ways. Flow control is the connection's own (kubectl's
 * library never sends window updates and expects none). The codec is touched on the connection's event loop only.
 */
final class SpdyConnection {

    private final EmbeddedChannel codec = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));
    private final Map<Integer, SpdyStream> streams = new HashMap<>();
    private final Context context;
    private final ReadStream<Buffer> in;
    private final WriteStream<Buffer> out;
    private final Consumer<SpdyStream> opened;

    /**
     * Called on the event loop.
     *
     * @param opened called on the event loop with each new stream, before any of its data
     */
    SpdyConnection(Context context, ReadStream<Buffer> in, WriteStream<Buffer> out, Consumer<SpdyStream> opened) {
        this.context = context;
        this.in = in;
        this.out = out;
        this.opened = opened;
        in.handler(this::receive);
    }

    Inbox inbox() {
        return new Inbox(
                () -> context.runOnContext(unused -> in.pause()), () -> context.runOnContext(unused -> in.resume()));
    }

    /** From any thread. */
    Future<Void> send(Object frame) {
        Promise<Void> written = Promise.promise();
        context.runOnContext(unused -> write(frame).onComplete(written));
        return written.future();
    }

    /** The peer is gone: every stream ends. */
    void closed() {
        streams.values().forEach(SpdyStream::receivedEnd);
        streams.clear();
        codec.close();
    }

    private Future<Void> write(Object frame) {
        if (!codec.isOpen()) {
            ReferenceCountUtil.release(frame);
            return Future.failedFuture("the connection is closed");
        }
        codec.writeOutbound(frame);
        Buffer bytes = Buffer.buffer();
        for (ByteBuf part = codec.readOutbound(); part != null; part = codec.readOutbound()) {
            bytes.appendBytes(ByteBufUtil.getBytes(part));
            part.release();
        }
        return out.write(bytes);
    }

    private void receive(Buffer bytes) {
        codec.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes()));
        for (Object frame = codec.readInbound(); frame != null; frame = codec.readInbound()) {
            handle(frame);
            ReferenceCountUtil.release(frame);
        }
    }

    private void handle(Object frame) {
        switch (frame) {
            case SpdySynStreamFrame syn -> open(syn);
            case SpdyDataFrame data -> {
                SpdyStream stream = streams.get(data.streamId());
                if (stream != null) {
                    stream.received(ByteBufUtil.getBytes(data.content()));
                    endIf(data.isLast(), data.streamId());
                }
            }
            case SpdyHeadersFrame headers -> endIf(headers.isLast(), headers.streamId());
            case SpdyRstStreamFrame reset -> endIf(true, reset.streamId());
            case SpdyPingFrame ping -> write(new DefaultSpdyPingFrame(ping.id()));
            default -> {
                // settings, window updates and goaway ask for nothing here
            }
        }
    }

    private void open(SpdySynStreamFrame syn) {
        Map<String, String> headers = new HashMap<>();
        syn.headers()
                .forEach(header -> headers.put(
                        header.getKey().toString(), header.getValue().toString()));
        SpdyStream stream = new SpdyStream(this, syn.streamId(), headers);
        streams.put(syn.streamId(), stream);
        opened.accept(stream);
        DefaultSpdySynReplyFrame reply = new DefaultSpdySynReplyFrame(syn.streamId());
        // the codec leaves an empty header block out altogether, which kubectl cannot read
        reply.headers().set("accepted", "true");
        write(reply);
        endIf(syn.isLast(), syn.streamId());
    }

    private void endIf(boolean last, int id) {
        SpdyStream stream = last ? streams.remove(id) : null;
        if (stream != null) {
            stream.receivedEnd();
        }
    }
}
