package dev.retrofuse.instrumentation.nettyhttp;

import static dev.retrofuse.weaving.MethodMatch.method;

import dev.retrofuse.weaving.LibraryInstrumentation;
import dev.retrofuse.weaving.TypeInstrumentation;
import java.util.Arrays;
import java.util.List;

/**
 * A decoder hands on what it has decoded, one request or a part of it at a time, before it decodes
 * more, and always within two methods of its superclass. So each time that it decodes a request it
 * says what its thread works for, until it decodes the next or one of these methods ends. What
 * handlers do later, or on other threads, is not seen.
 */
public final class NettyHttpInstrumentation implements LibraryInstrumentation {
  private static final String PACKAGE = "dev.retrofuse.instrumentation.nettyhttp.";

  public NettyHttpInstrumentation() {}

  @Override
  public String name() {
    return "netty-http";
  }

  @Override
  public List<TypeInstrumentation> types() {
    String context = "(Lio/netty/channel/ChannelHandlerContext;";
    return Arrays.asList(
        TypeInstrumentation.named("io.netty.handler.codec.ByteToMessageDecoder")
            .advise(
                PACKAGE + "ReadAdvice",
                method("channelRead", context + "Ljava/lang/Object;)"),
                method("channelInputClosed", context + "Z)")),
        TypeInstrumentation.named("io.netty.handler.codec.http.HttpObjectDecoder")
            .advise(
                PACKAGE + "DecodeAdvice", method("decode", context + "Lio/netty/buffer/ByteBuf;")),
        TypeInstrumentation.named("io.netty.handler.codec.http.HttpObjectEncoder")
            .advise(
                PACKAGE + "EncodeAdvice",
                method("encode", context + "Ljava/lang/Object;Ljava/util/List;)")));
  }
}
