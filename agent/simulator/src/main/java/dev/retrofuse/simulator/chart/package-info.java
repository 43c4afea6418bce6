/** Results as tables and as line charts. */
package dev.retrofuse.simulator.chart;
