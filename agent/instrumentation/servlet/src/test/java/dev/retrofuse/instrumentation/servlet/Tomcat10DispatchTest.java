package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundServer;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.io.TempDir;

/** Jakarta Servlet 6 in Tomcat 10.1, with a valve that also logs accesses. */
class Tomcat10DispatchTest extends AsyncDispatchContract {
  @TempDir Path directory;

  @Override
  String[] afterFailure() {
    return new String[] {"onError", "onComplete", "/target"};
  }

  @Override
  InboundServer start() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "2");
    connector.setProperty("minSpareThreads", "1");
    tomcat.setConnector(connector);
    StandardContext context = (StandardContext) tomcat.addContext("", directory.toString());
    Tomcat10.withoutLeakDetection(context);
    Wrapper wrapper = Tomcat.addServlet(context, "service", JakartaDispatches.class.getName());
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded("/", "service");
    ErrorPage all = new ErrorPage();
    all.setLocation("/target");
    context.addErrorPage(all);
    tomcat.getHost().getPipeline().addValve(new Outside());
    tomcat.start();
    return new InboundServer() {
      @Override
      public int port() {
        return connector.getLocalPort();
      }

      @Override
      public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
      }
    };
  }

  private static final class Outside extends AbstractAccessLogValve {
    Outside() {
      setPattern("%s");
      setAsyncSupported(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      DispatchContract.see("outside");
      super.invoke(request, response);
      DispatchContract.see("outside");
    }

    @Override
    public void log(Request request, Response response, long time) {
      DispatchContract.see("outside");
    }

    @Override
    protected void log(java.io.CharArrayWriter message) {}
  }
}
