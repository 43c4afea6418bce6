package dev.retrofuse.operations;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The folders by which operators' programs look on; served by the agent's thread. */
final class LiveFolders {
  static final int MOST = 8;

  private final AgentView view;
  private final StatusReport status;
  private final RecentEvents events;
  private final LiveFolder.Commands commands;
  private final List<LiveFolder> folders = new ArrayList<>();

  /**
   * @param view is told whether any program looks on
   */
  LiveFolders(
      AgentView view, StatusReport status, RecentEvents events, LiveFolder.Commands commands) {
    this.view = view;
    this.status = status;
    this.events = events;
    this.commands = commands;
  }

  /**
   * Serves a folder from now on.
   *
   * @throws IOException when that cannot be, with the reason
   */
  synchronized void open(File folder) throws IOException {
    if (folders.size() == MOST) {
      throw new IOException("already " + MOST + " programs look on; end one of them");
    }
    folders.add(new LiveFolder(folder, System.nanoTime()));
    view.lookedOn(true);
  }

  /** To be called about once a second. */
  void round() {
    List<LiveFolder> served = served();
    if (served.isEmpty()) {
      return;
    }
    String state = status.json();
    String told = events.json();
    for (Iterator<LiveFolder> each = served.iterator(); each.hasNext(); ) {
      if (each.next().round(System.nanoTime(), state, told, commands)) {
        each.remove();
      }
    }
    forget(served);
  }

  private synchronized List<LiveFolder> served() {
    return new ArrayList<>(folders);
  }

  private synchronized void forget(List<LiveFolder> gone) {
    folders.removeAll(gone);
    if (folders.isEmpty()) {
      view.lookedOn(false);
    }
  }

  /** Takes all folders away, by which the programs see that the agent has gone. */
  synchronized void close() {
    for (LiveFolder folder : folders) {
      folder.remove();
    }
    folders.clear();
  }
}
