/** gRPC 1.6 and later: guarded client calls, and trace context in and out. */
package dev.retrofuse.instrumentation.grpc;
