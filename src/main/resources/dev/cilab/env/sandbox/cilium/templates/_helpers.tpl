{{- define "image" -}}
{{ .image.repository }}{{ .image.suffix }}:{{ .image.tag | default (printf "v%s" .chart.AppVersion) }}
{{- end }}

{{- define "api-server" -}}
{{- if .Values.k8sServiceHost }}
- name: KUBERNETES_SERVICE_HOST
  value: {{ .Values.k8sServiceHost | quote }}
- name: KUBERNETES_SERVICE_PORT
  value: {{ .Values.k8sServicePort | default 6443 | toString | quote }}
{{- end }}
{{- end }}

{{- /* The authority as {cert, key}: given, found in the cluster, or made. The same one for every template of one rendering. */ -}}
{{- define "authority" -}}
{{- if not (hasKey . "authority") }}
{{- $found := lookup "v1" "Secret" .Release.Namespace "cilium-ca" }}
{{- if and .Values.tls.ca.cert .Values.tls.ca.key }}
{{- $_ := set . "authority" (buildCustomCert .Values.tls.ca.cert .Values.tls.ca.key) }}
{{- else if and $found (index $found.data "ca.crt") (index $found.data "ca.key") }}
{{- $_ := set . "authority" (buildCustomCert (index $found.data "ca.crt") (index $found.data "ca.key")) }}
{{- else }}
{{- $days := .Values.tls.ca.certValidityDuration | int }}
{{- $_ := set . "authority" (genCAWithKey "Cilium CA" $days (genPrivateKey "ecdsa")) }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Data of a certificate's Secret. What is in the cluster is kept, since 1.18; before, every rendering made a new one. */ -}}
{{- define "certificate" -}}
{{- $root := .root }}
{{- $found := lookup "v1" "Secret" $root.Release.Namespace .secret }}
{{- if and $found (semverCompare ">=1.18.0-0" $root.Chart.Version) }}
{{- toYaml $found.data }}
{{- else }}
{{- include "authority" $root }}
{{- $days := $root.Values.hubble.tls.auto.certValidityDuration | int }}
{{- $made := genSignedCertWithKey .name nil (list .name) $days $root.authority (genPrivateKey "ecdsa") }}
{{- dict "ca.crt" ($root.authority.Cert | b64enc) "tls.crt" ($made.Cert | b64enc) "tls.key" ($made.Key | b64enc) | toYaml }}
{{- end }}
{{- end }}
