package dev.retrofuse.instrumentation.servlet;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Goes the ways that a request can go in a container; {@link JakartaDispatches} is its twin. */
public final class JavaxDispatches extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Object included = request.getAttribute("javax.servlet.include.servlet_path");
    String way = included == null ? request.getServletPath() : (String) included;
    DispatchContract.see(way);
    if (way.equals("/forward")) {
      request.getRequestDispatcher("/target").forward(request, response);
    } else if (way.equals("/include")) {
      request.getRequestDispatcher("/target").include(request, response);
    } else if (way.equals("/error")) {
      response.sendError(503);
    } else if (way.equals("/throw")) {
      throw new ServletException("the application's own failure");
    } else if (way.startsWith("/async")) {
      Asynchronous.begin(way, request);
    }
  }

  /** Apart, because Servlet 2.5 has none of it. */
  private static final class Asynchronous {
    static void begin(String way, HttpServletRequest request) throws ServletException {
      AsyncContext async = request.startAsync();
      async.addListener(new Listener());
      if (way.equals("/async-throw")) {
        throw new ServletException("the application's own failure");
      } else if (way.equals("/async-timeout")) {
        async.setTimeout(50);
      } else if (way.equals("/async-start")) {
        async.start(
            () -> {
              DispatchContract.see("started");
              async.complete();
            });
      } else if (way.equals("/async-complete")) {
        new Thread(async::complete).start();
      } else {
        new Thread(() -> async.dispatch("/target")).start();
      }
    }
  }

  /** Is told of it. */
  private static final class Listener implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      DispatchContract.see("onComplete");
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      DispatchContract.see("onTimeout");
      event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {
      DispatchContract.see("onError");
      event.getAsyncContext().complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
