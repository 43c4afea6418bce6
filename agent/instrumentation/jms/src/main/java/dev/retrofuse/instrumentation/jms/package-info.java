/** JMS, javax from 1.1 and jakarta: sends are guarded, and messages carry trace context. */
package dev.retrofuse.instrumentation.jms;
