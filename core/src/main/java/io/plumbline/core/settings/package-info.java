/**
 * What a decision depends on beside the statistics: {@link io.plumbline.core.settings.GateSettings}, grouped in records. The
 * one table of their keys, {@link io.plumbline.core.settings.SettingKey#ALL}, is what readers, writers, records on the wire
 * and documents come from.
 */
package io.plumbline.core.settings;
