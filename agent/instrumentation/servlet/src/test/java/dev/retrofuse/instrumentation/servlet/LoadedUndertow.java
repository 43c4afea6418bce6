package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletInfo;
import java.net.InetSocketAddress;

/** Undertow 2, with a handler around its servlets. */
public final class LoadedUndertow implements InboundServer {
  private final Undertow undertow;

  public LoadedUndertow(String dispatches) throws Exception {
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(LoadedUndertow.class.getClassLoader())
            .setDeploymentName("test")
            .setContextPath("/")
            .addServlet(servlet(Class.forName(dispatches)))
            .addErrorPage(Servlets.errorPage("/target"));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
    manager.deploy();
    HttpHandler servlets = manager.start();
    undertow =
        Undertow.builder()
            .setIoThreads(1)
            .setWorkerThreads(2)
            .addHttpListener(0, "127.0.0.1", exchange -> outside(servlets, exchange))
            .build();
    undertow.start();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // javax's or jakarta's servlet
  private static ServletInfo servlet(Class type) {
    return Servlets.servlet("service", type).addMapping("/").setAsyncSupported(true);
  }

  private static void outside(HttpHandler servlets, HttpServerExchange exchange) throws Exception {
    DispatchContract.see("outside");
    servlets.handleRequest(exchange);
    DispatchContract.see("outside");
  }

  @Override
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    undertow.stop();
  }
}
