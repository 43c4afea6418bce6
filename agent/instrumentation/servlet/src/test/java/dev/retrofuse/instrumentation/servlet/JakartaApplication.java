package dev.retrofuse.instrumentation.servlet;

import dev.retrofuse.testkit.InboundApplication;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A filter and a servlet of the years since 2020. */
final class JakartaApplication {
  private JakartaApplication() {}

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
