package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundApplication;
import java.io.IOException;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** A filter and a servlet of the years before 2017. */
final class JavaxApplication {
  private JavaxApplication() {}

  static final class Front implements Filter {
    private final InboundApplication application;

    Front(InboundApplication application) {
      this.application = application;
    }

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      application.filter();
      chain.doFilter(request, response);
    }

    @Override
    public void destroy() {}
  }

  static final class Service extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final transient InboundApplication application;

    Service(InboundApplication application) {
      this.application = application;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response.getWriter().print(application.handle());
    }
  }
}
