/** MQTT: publishing is guarded, and messages of MQTT 5 carry trace context. */
package dev.retrofuse.instrumentation.mqtt;
