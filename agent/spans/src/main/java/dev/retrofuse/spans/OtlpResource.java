package dev.retrofuse.spans;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/** Whose telemetry it is. */
public final class OtlpResource {
  private OtlpResource() {}

  /**
   * What the SDK says of itself, with more.
   *
   * @param service its {@code service.name}
   * @param more key, value, key, value, ...
   * @param version of the agent
   */
  public static Resource of(String service, List<String> more, String version) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put("telemetry.distro.name", "retrofuse");
    attributes.put("telemetry.distro.version", version);
    attributes.put("service.name", service);
    for (int i = 0; i < more.size(); i += 2) {
      attributes.put(more.get(i), more.get(i + 1));
    }
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }
}
