package dev.retrofuse.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.retrofuse.cli.attach.Finding;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentFindingsTest {
  private static final String EVENTS =
      "{'events':[{'text':'2 rules of /r.yaml in force'},"
          + "{'text':'jdbc: fault, the call went on: NullPointerException'},"
          + "{'text':'jdbc: fault, the call went on: NullPointerException'}]}";

  private static List<String> warnings(String fields, String events) throws IOException {
    String status = "{'pid':7,'rulesFile':'/r.yaml','rules':2,'rulesLoadedAt':'T'," + fields + "}";
    return AgentFindings.of(status.replace('\'', '"'), events.replace('\'', '"')).stream()
        .filter(finding -> finding.level() == Finding.Level.WARNING)
        .map(finding -> finding.check() + ": " + finding.text() + "; " + finding.wayOut())
        .toList();
  }

  @Test
  void aHealthyAgentHasNothingToSay() throws IOException {
    String well = "'on':true,'problems':[],'uncalledRules':[],'waist':'defined into java.base'";
    assertEquals(List.of(), warnings(well, "{'events':[]}"));
  }

  @Test
  void namesAllThatKeepsCallsFromBeingGuarded() throws IOException {
    List<String> warnings =
        warnings(
            "'on':false,'problems':['/r.yaml:2:5: unknown key'],'uncalledRules':['orders'],"
                + "'waist':'appended','switchedOff':['kafka'],'notes':["
                + "'okhttp steps aside in app: this version has no Call',"
                + "'left alone: com.acme.X: VerifyError',"
                + "'left alone: com.acme.Y: Unsupported class file major version 99'],'breakers':["
                + "{'rule':'pay','key':'a:80','state':'OPEN',"
                + "'forced':{'by':'ann','leftMillis':60000},'observed':{'by':'bob'}}]",
            EVENTS);
    assertEquals(
        """
        on: the kill switch is on: nothing is guarded; retrofuse on 7
        rules: the file is not in force: /r.yaml:2:5: unknown key; retrofuse validate /r.yaml
        calls: rule 'orders' has met no call since T; compare its match with what the application calls
        by hand: pay/a:80: OPEN, forced by ann, 1m0s left, made to observe by bob, 0ms left; retrofuse reset
        by hand: rule 'pay' is made to observe; retrofuse observe --end
        weaving: appended; class data archives are not used, and OSGi may not see it
        weaving: kafka is switched off after faults; report what the log says of it
        note: okhttp steps aside in app: this version has no Call; its calls are not guarded there; use a version that Retrofuse is for, or a newer Retrofuse
        note: left alone: com.acme.X: VerifyError; its calls are not guarded; please report it
        note: left alone: com.acme.Y: Unsupported class file major version 99; it is compiled for a newer Java than this Retrofuse knows; use a newer Retrofuse
        log: jdbc: fault, the call went on: NullPointerException; that call was not guarded; please report it
        """
            .strip(),
        String.join("\n", warnings));
  }
}
