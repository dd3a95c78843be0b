package org.wardbell.simulator.receiver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths and their behaviours. A path without a script of its own follows the nearest folder
 * above it.
 */
final class Endpoints {

  private static final Step OK = Step.answer(200);

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  void set(String path, Behaviour behaviour) {
    scripts.put(path, new Script(behaviour));
  }

  void remove(String path) {
    scripts.remove(path);
  }

  Step next(String path, @Nullable String webhookId) {
    if (scripts.isEmpty()) {
      return OK;
    }
    String folder = path;
    while (true) {
      Script script = scripts.get(folder);
      if (script != null) {
        return script.next(webhookId);
      }
      int slash = folder.lastIndexOf('/');
      if (slash <= 0) {
        return OK;
      }
      folder = folder.substring(0, slash);
    }
  }
}
