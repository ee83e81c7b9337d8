package io.plumbline.cli;

import io.plumbline.core.settings.SettingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The settings of the gate in the help of commands that train, from the one table of them. */
final class GateSettingsHelp {

    private static final String SECTION = "gateSettings";

    private GateSettingsHelp() {}

    /** Adds the section before the exit codes. */
    static void addTo(CommandLine command) {
        List<String> sections = new ArrayList<>(command.getHelpSectionKeys());
        sections.add(sections.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), SECTION);
        command.setHelpSectionKeys(sections);
        command.getHelpSectionMap().put(SECTION, help -> text());
    }

    private static String text() {
        StringBuilder text =
                new StringBuilder(String.format("%nSettings of the gate (--set gate.KEY=VALUE; T: planned steps):%n"));
        for (SettingKey row : SettingKey.ALL) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-20s %-20s %s%n",
                    row.key(),
                    row.usual().words().replace("`", ""),
                    row.meaning()));
        }
        return text.toString();
    }
}
