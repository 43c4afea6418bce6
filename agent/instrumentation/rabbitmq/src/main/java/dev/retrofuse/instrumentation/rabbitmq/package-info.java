/** RabbitMQ's amqp-client: publishing is guarded, and messages carry trace context. */
package dev.retrofuse.instrumentation.rabbitmq;
