package dev.retrofuse.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cases of the documents: W3C Trace Context as its suite has them, b3-propagation, Jaeger's and
 * X-Ray's headers, W3C Baggage. Each list goes with the section {@code trace} that it names.
 */
final class FormatTable {
  /** What comes goes on as it is, where it is valid. */
  static final String AS_IT_CAME =
      "trace: { mode: pass, read: [w3c, b3, jaeger, xray], redis: fields }\n";

  /** What B3 says is said in all that can say it. */
  static final String CONVERTED =
      "trace: { mode: pass, read: b3, write: [w3c, b3, b3-multi], redis: fields }\n";

  private static final int LONGEST_BAGGAGE = 8192;
  private static final int MOST_MEMBERS = 64;
  private static final int LONGEST_KEY = 256;
  private static final int MOST_STATES = 32;

  private FormatTable() {}

  static List<FormatCase> asItCame() {
    List<FormatCase> all = new ArrayList<>();
    all.addAll(FormatCase.table(TRACEPARENT));
    all.addAll(FormatCase.table(TRACESTATE));
    all.addAll(traceStateLimits());
    all.addAll(FormatCase.table(B3_SINGLE));
    all.addAll(FormatCase.table(B3_MULTI));
    all.addAll(FormatCase.table(JAEGER_AND_X_RAY));
    all.addAll(FormatCase.table(BAGGAGE));
    all.addAll(baggageLimits());
    return all;
  }

  static List<FormatCase> converted() {
    return FormatCase.table(CONVERSIONS);
  }

  private static final String TRACEPARENT =
      """
      sampled               | traceparent: 00-{T}-{S}-01  | same
      not sampled           | traceparent: 00-{T}-{S}-00  | same
      random                | traceparent: 00-{T}-{S}-02  | same
      name in capitals      | TRACEPARENT: 00-{T}-{S}-01  | same
      name in mixed case    | TraceParent: 00-{T}-{S}-01  | same
      blanks around         | traceparent:   00-{T}-{S}-01 | traceparent: 00-{T}-{S}-01
      twice                 | traceparent: 00-{T}-{P}-01 & traceparent: 00-{T}-{S}-01 | none
      dot behind            | traceparent: 00-{T}-{S}-01. | none
      more than its version | traceparent: 00-{T}-{S}-01-what-the-future-will-be-like | none
      later version         | traceparent: cc-{T}-{S}-01  | traceparent: 00-{T}-{S}-01
      later, with more      | traceparent: cc-{T}-{S}-01-what-the-future-will-be-like | traceparent: 00-{T}-{S}-01
      later, without a dash | traceparent: cc-{T}-{S}-01.what-the-future-will-be-like | none
      version ff            | traceparent: ff-{T}-{S}-01  | none
      version not of hex    | traceparent: .0-{T}-{S}-01  | none
      version half of hex   | traceparent: 0.-{T}-{S}-01  | none
      version too long      | traceparent: 000-{T}-{S}-01 | none
      version too short     | traceparent: 0-{T}-{S}-01   | none
      trace id of zeros     | traceparent: 00-{0}{0}-{S}-01 | none
      trace id not of hex   | traceparent: 00-{0}.8485a3953bb6124-{S}-01 | none
      trace id in capitals  | traceparent: 00-463AC35C9F6413AD48485A3953BB6124-{S}-01 | none
      trace id too long     | traceparent: 00-{T}3-{S}-01 | none
      trace id too short    | traceparent: 00-{t}-{S}-01  | none
      parent of zeros       | traceparent: 00-{T}-{0}-01  | none
      parent not of hex     | traceparent: 00-{T}-.2fb4a1d1a96d312-01 | none
      parent too long       | traceparent: 00-{T}-{S}7-01 | none
      parent too short      | traceparent: 00-{T}-2fb4a1d1a96d312-01 | none
      flags not of hex      | traceparent: 00-{T}-{S}-.0  | none
      flags half of hex     | traceparent: 00-{T}-{S}-0.  | none
      flags too long        | traceparent: 00-{T}-{S}-001 | none
      flags too short       | traceparent: 00-{T}-{S}-1   | none
      """;

  private static final String TRACESTATE =
      """
      members            | traceparent: 00-{T}-{S}-01 & tracestate: foo=1,bar=2 | same
      alone              | tracestate: foo=1,bar=2                              | none
      invalid trace      | traceparent: 00-{T}-{0}-01 & tracestate: foo=1       | none
      name in capitals   | traceparent: 00-{T}-{S}-01 & TRACESTATE: foo=1       | same
      empty              | traceparent: 00-{T}-{S}-01 & tracestate:             | traceparent: 00-{T}-{S}-01
      empty and another  | traceparent: 00-{T}-{S}-01 & tracestate: & tracestate: foo=1 | traceparent: 00-{T}-{S}-01 & tracestate: foo=1
      three              | traceparent: 00-{T}-{S}-01 & tracestate: foo=1,bar=2 & tracestate: rojo=1 & tracestate: baz=3 | traceparent: 00-{T}-{S}-01 & tracestate: foo=1,bar=2,rojo=1,baz=3
      the same key twice | traceparent: 00-{T}-{S}-01 & tracestate: foo=1,foo=2 | same
      blanks             | traceparent: 00-{T}-{S}-01 & tracestate: foo=1 , bar=2,  baz=3 | same
      all of a key       | traceparent: 00-{T}-{S}-01 & tracestate: az09_-*/=1  | same
      all of a value     | traceparent: 00-{T}-{S}-01 & tracestate: foo=az !"#$%'()*+-./09:;<>?@AZ[]^_`{}~ | same
      tenant and system  | traceparent: 00-{T}-{S}-01 & tracestate: t_-*/@s_-*/=1 | same
      no system          | traceparent: 00-{T}-{S}-01 & tracestate: @foo=1,bar=2 | traceparent: 00-{T}-{S}-01
      blank in the key   | traceparent: 00-{T}-{S}-01 & tracestate: foo =1      | traceparent: 00-{T}-{S}-01
      key in capitals    | traceparent: 00-{T}-{S}-01 & tracestate: FOO=1       | traceparent: 00-{T}-{S}-01
      dot in the key     | traceparent: 00-{T}-{S}-01 & tracestate: foo.bar=1   | traceparent: 00-{T}-{S}-01
      equals in a value  | traceparent: 00-{T}-{S}-01 & tracestate: foo=bar=baz | traceparent: 00-{T}-{S}-01
      no value           | traceparent: 00-{T}-{S}-01 & tracestate: foo=,bar=3  | traceparent: 00-{T}-{S}-01
      """;

  private static final String B3_SINGLE =
      """
      accepted                         | b3: {T}-{S}-1              | same
      accepted, with its parent        | b3: {T}-{S}-1-{P}          | same
      denied                           | b3: {T}-{S}-0              | same
      denied, with its parent          | b3: {T}-{S}-0-{P}          | same
      debug                            | b3: {T}-{S}-d              | same
      debug, with its parent           | b3: {T}-{S}-d-{P}          | same
      deferred                         | b3: {T}-{S}                | same
      trace id of 64 bits              | b3: {t}-{S}-1              | same
      trace id padded to 128 bits      | b3: {0}{t}-{S}-1           | same
      deny alone                       | b3: 0                      | same
      accept alone                     | b3: 1                      | same
      debug alone                      | b3: d                      | same
      name in capitals                 | B3: {T}-{S}-1              | same
      blanks around                    | b3:   {T}-{S}-1            | b3: {T}-{S}-1
      trace id alone                   | b3: {T}                    | none
      span id missing                  | b3: {T}-                   | none
      span id missing, sampled         | b3: {T}--1                 | none
      trace id missing                 | b3: -{S}-1                 | none
      trace id of 31 digits            | b3: 1{t}{t}-{S}-1          | none
      trace id of 15 digits            | b3: 8485a3953bb6124-{S}-1  | none
      trace id of zeros                | b3: {0}{0}-{S}-1           | none
      short trace id of zeros          | b3: {0}-{S}-1              | none
      trace id not of hex              | b3: {0}g8485a3953bb6124-{S} | none
      span id of zeros                 | b3: {T}-{0}-1              | none
      span id too long                 | b3: {T}-{S}0-1             | none
      span id too short                | b3: {T}-2fb4a1d1a96d312-1  | none
      span id not of hex               | b3: {T}-g2fb4a1d1a96d312-1 | none
      unknown sampling state           | b3: {T}-{S}-2              | none
      sampling state a word            | b3: {T}-{S}-true           | none
      sampling state in capitals       | b3: {T}-{S}-D              | none
      sampling state empty             | b3: {T}-{S}-               | none
      parent too short                 | b3: {T}-{S}-1-1            | none
      parent not of hex                | b3: {T}-{S}-1-x020000000000001 | none
      parent without a state           | b3: {T}-{S}-{P}            | none
      one field too many               | b3: {T}-{S}-1-{P}-1        | none
      unknown state alone              | b3: 2                      | none
      word alone                       | b3: true                   | none
      twice                            | b3: {T}-{S}-1 & b3: {t}-{S}-1 | none
      """;

  private static final String B3_MULTI =
      """
      accepted           | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 1 | same
      with its parent    | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-ParentSpanId: {P} & X-B3-Sampled: 1 | same
      denied             | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 0 | same
      debug              | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Flags: 1   | same
      debug and accepted | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Flags: 1 & X-B3-Sampled: 1 | same
      deferred           | X-B3-TraceId: {T} & X-B3-SpanId: {S}                   | same
      64 bits            | X-B3-TraceId: {t} & X-B3-SpanId: {S} & X-B3-Sampled: 1 | same
      state a word       | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: true | same
      deny as a word     | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: false | same
      lower-case names   | x-b3-traceid: {T} & x-b3-spanid: {S} & x-b3-sampled: 1 | same
      names in capitals  | X-B3-TRACEID: {T} & X-B3-SPANID: {S} & X-B3-SAMPLED: 1 | same
      deny alone         | X-B3-Sampled: 0                                        | same
      accept alone       | X-B3-Sampled: 1                                        | same
      debug alone        | X-B3-Flags: 1                                          | same
      flags of zero      | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Flags: 0   | X-B3-TraceId: {T} & X-B3-SpanId: {S}
      unknown flags      | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Flags: 2 & X-B3-Sampled: 1 | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 1
      unknown state      | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 2 | X-B3-TraceId: {T} & X-B3-SpanId: {S}
      debug is no state  | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: d | X-B3-TraceId: {T} & X-B3-SpanId: {S}
      parent invalid     | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-ParentSpanId: 1 & X-B3-Sampled: 1 | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 1
      trace id alone     | X-B3-TraceId: {T}                                      | none
      trace id, accepted | X-B3-TraceId: {T} & X-B3-Sampled: 1                    | none
      span id alone      | X-B3-SpanId: {S}                                       | none
      span id, accepted  | X-B3-SpanId: {S} & X-B3-Sampled: 1                     | none
      parent alone       | X-B3-ParentSpanId: {P}                                 | none
      trace id of zeros  | X-B3-TraceId: {0}{0} & X-B3-SpanId: {S} & X-B3-Sampled: 1 | none
      span id of zeros   | X-B3-TraceId: {T} & X-B3-SpanId: {0} & X-B3-Sampled: 1 | none
      trace id too long  | X-B3-TraceId: {T}0 & X-B3-SpanId: {S} & X-B3-Sampled: 1 | none
      trace id not hex   | X-B3-TraceId: {0}g8485a3953bb6124 & X-B3-SpanId: {S}   | none
      span id too short  | X-B3-TraceId: {T} & X-B3-SpanId: 1 & X-B3-Sampled: 1   | none
      span id not hex    | X-B3-TraceId: {T} & X-B3-SpanId: g2fb4a1d1a96d312      | none
      both forms         | b3: {T}-{S}-1 & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 1 | same
      """;

  private static final String CONVERSIONS =
      """
      accepted    | b3: {T}-{S}-1 | traceparent: 00-{T}-{S}-01 & b3: {T}-{S}-1 & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 1
      denied      | b3: {T}-{S}-0 | traceparent: 00-{T}-{S}-00 & b3: {T}-{S}-0 & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 0
      debug       | b3: {T}-{S}-d | traceparent: 00-{T}-{S}-01 & b3: {T}-{S}-d & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Flags: 1
      deferred    | b3: {T}-{S}   | traceparent: 00-{T}-{S}-00 & b3: {T}-{S} & X-B3-TraceId: {T} & X-B3-SpanId: {S}
      64 bits     | b3: {t}-{S}-1 | traceparent: 00-{0}{t}-{S}-01 & b3: {t}-{S}-1 & X-B3-TraceId: {t} & X-B3-SpanId: {S} & X-B3-Sampled: 1
      deny alone  | b3: 0         | b3: 0 & X-B3-Sampled: 0
      accept alone | b3: 1        | b3: 1 & X-B3-Sampled: 1
      debug alone | b3: d         | b3: d & X-B3-Flags: 1
      multi, accepted | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: true | traceparent: 00-{T}-{S}-01 & b3: {T}-{S}-1 & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 1
      multi, denied   | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: false | traceparent: 00-{T}-{S}-00 & b3: {T}-{S}-0 & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 0
      debug implies accepted | X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Flags: 1 & X-B3-Sampled: 0 | traceparent: 00-{T}-{S}-01 & b3: {T}-{S}-d & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Flags: 1
      multi, deny alone | X-B3-Sampled: 0 | b3: 0 & X-B3-Sampled: 0
      the single header wins | b3: {T}-{S}-0 & X-B3-TraceId: {t} & X-B3-SpanId: {P} & X-B3-Sampled: 1 | traceparent: 00-{T}-{S}-00 & b3: {T}-{S}-0 & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 0
      an invalid single header does not | b3: {T}-{S}-2 & X-B3-TraceId: {t} & X-B3-SpanId: {P} & X-B3-Sampled: 1 | traceparent: 00-{0}{t}-{P}-01 & b3: {t}-{P}-1 & X-B3-TraceId: {t} & X-B3-SpanId: {P} & X-B3-Sampled: 1
      capital digits | b3: 463AC35C9F6413AD48485A3953BB6124-A2FB4A1D1A96D312-1 | traceparent: 00-{T}-{S}-01 & b3: {T}-{S}-1 & X-B3-TraceId: {T} & X-B3-SpanId: {S} & X-B3-Sampled: 1
      invalid     | b3: {T}-{S}-2 | none
      """;

  private static final String JAEGER_AND_X_RAY =
      """
      jaeger              | uber-trace-id: {T}:{S}:0:1          | same
      jaeger, parent      | uber-trace-id: {T}:{S}:{P}:1        | same
      jaeger, denied      | uber-trace-id: {T}:{S}:0:0          | same
      jaeger, debug       | uber-trace-id: {T}:{S}:0:3          | same
      jaeger, short ids   | uber-trace-id: {t}:1:0:1            | same
      jaeger, encoded     | uber-trace-id: {T}%3A{S}%3A0%3A1    | same
      jaeger, three parts | uber-trace-id: {T}:{S}:1            | none
      jaeger, five parts  | uber-trace-id: {T}:{S}:0:1:1        | none
      jaeger, zero trace  | uber-trace-id: 0:{S}:0:1            | none
      jaeger, zero span   | uber-trace-id: {T}:0:0:1            | none
      jaeger, too long    | uber-trace-id: 1{T}:{S}:0:1         | none
      jaeger, no flags    | uber-trace-id: {T}:{S}:0:           | none
      jaeger, wrong flags | uber-trace-id: {T}:{S}:0:x          | none
      x-ray               | X-Amzn-Trace-Id: Root=1-463ac35c-9f6413ad48485a3953bb6124;Parent={S};Sampled=1 | same
      x-ray, denied       | X-Amzn-Trace-Id: Root=1-463ac35c-9f6413ad48485a3953bb6124;Parent={S};Sampled=0 | same
      x-ray, undecided    | X-Amzn-Trace-Id: Root=1-463ac35c-9f6413ad48485a3953bb6124;Parent={S};Sampled=? | same
      x-ray, root alone   | X-Amzn-Trace-Id: Root=1-463ac35c-9f6413ad48485a3953bb6124 | same
      x-ray, other order  | X-Amzn-Trace-Id: Sampled=1; Self=1-67891234-12456789abcdef012345678; Root=1-463ac35c-9f6413ad48485a3953bb6124 | same
      x-ray, lineage      | X-Amzn-Trace-Id: Root=1-463ac35c-9f6413ad48485a3953bb6124;Lineage=a87bd80c:1 | same
      x-ray, no root      | X-Amzn-Trace-Id: Parent={S};Sampled=1 | none
      x-ray, version      | X-Amzn-Trace-Id: Root=2-463ac35c-9f6413ad48485a3953bb6124 | none
      x-ray, misplaced    | X-Amzn-Trace-Id: Root=1-463ac35c9-f6413ad48485a3953bb6124 | none
      x-ray, not of hex   | X-Amzn-Trace-Id: Root=1-463ac35c-9f6413ad48485a3953bb612g | none
      x-ray, parent short | X-Amzn-Trace-Id: Root=1-463ac35c-9f6413ad48485a3953bb6124;Parent=1 | none
      x-ray, wrong state  | X-Amzn-Trace-Id: Root=1-463ac35c-9f6413ad48485a3953bb6124;Sampled=yes | none
      x-ray, zeros        | X-Amzn-Trace-Id: Root=1-00000000-000000000000000000000000 | none
      """;

  private static final String BAGGAGE =
      """
      one member           | baggage: k=v                          | same
      several              | baggage: userId=alice,serverNode=DF%2028,isProduction=false | same
      empty value          | baggage: k=                           | same
      property             | baggage: k=v;p                        | same
      property with value  | baggage: k=v;p=q                      | same
      properties           | baggage: k=v;p=q;r;s=t,l=w            | same
      property empty value | baggage: k=v;p=                       | same
      percent-encoding     | baggage: k=%20%C3%A4%2C%3B%22         | same
      bare percent sign    | baggage: k=100%                       | same
      equals in the value  | baggage: k=a=b==                      | same
      characters of keys   | baggage: !#$%'*+-.^_`~aZ09=v          | same
      characters of values | baggage: k=!#$%'()*+-./:<=>?@[]^_`{}~ | same
      blanks               | baggage: k = v ; p = q , l = w        | same
      blanks around        | baggage:   k=v                        | baggage: k=v
      the same key twice   | baggage: k=1,k=2                      | same
      name in capitals     | BAGGAGE: k=v                          | same
      two headers          | baggage: k=v & baggage: l=w           | baggage: k=v,l=w
      three headers        | baggage: k=v,l=w & baggage: m=x & baggage: n=y;p | baggage: k=v,l=w,m=x,n=y;p
      with a trace         | baggage: k=v & traceparent: 00-{T}-{S}-01 | same
      invalid trace        | baggage: k=v & traceparent: 00-{T}-{S}    | baggage: k=v
      no equals sign       | baggage: k                            | none
      no key               | baggage: =v                           | none
      blank in the value   | baggage: k=a b                        | none
      blank in the key     | baggage: a b=v                        | none
      quotes               | baggage: k="v"                        | none
      backslash            | baggage: k=a\\\\b                     | none
      bracket in the key   | baggage: k(=v                         | none
      not ASCII            | baggage: k=\u00e4                     | none
      property without key | baggage: k=v;=q                       | none
      empty property       | baggage: k=v;                         | none
      invalid among others | baggage: k=v,bad,l=w                  | baggage: k=v,l=w
      invalid first        | baggage: a b=c,l=w                    | baggage: l=w
      invalid last         | baggage: k=v,l="w"                    | baggage: k=v
      invalid property     | baggage: k=v;p="q",l=w                | baggage: l=w
      empty member         | baggage: k=v,,l=w                     | baggage: k=v,l=w
      invalid header       | baggage: bad & baggage: l=w           | baggage: l=w
      """;

  private static List<FormatCase> traceStateLimits() {
    String most = members(MOST_STATES);
    String longest = "z".repeat(LONGEST_KEY) + "=1";
    return List.of(
        traceState("32 members", most, most),
        traceState("33 members", members(MOST_STATES + 1), null),
        traceState("longest key", longest, longest),
        traceState("key too long", "z" + longest, null));
  }

  private static FormatCase traceState(String name, String in, String out) {
    String parent = "traceparent: 00-463ac35c9f6413ad48485a3953bb6124-a2fb4a1d1a96d312-01";
    return new FormatCase(
        name,
        List.of(parent, "tracestate: " + in),
        out == null ? List.of(parent) : List.of(parent, "tracestate: " + out));
  }

  private static List<FormatCase> baggageLimits() {
    String most = members(MOST_MEMBERS);
    String longest = "k=" + "v".repeat(LONGEST_BAGGAGE - 2);
    return List.of(
        baggage("64 members", most, most),
        baggage("the 65th is dropped", members(MOST_MEMBERS + 1), most),
        baggage("8,192 bytes", longest, longest),
        baggage("what makes it longer is dropped", "a=1," + longest + ",b=2", "a=1,b=2"),
        new FormatCase("one too long alone", List.of("baggage: " + longest + "v"), List.of()));
  }

  private static String members(int count) {
    return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining(","));
  }

  private static FormatCase baggage(String name, String in, String out) {
    return new FormatCase(name, List.of("baggage: " + in), List.of("baggage: " + out));
  }
}
