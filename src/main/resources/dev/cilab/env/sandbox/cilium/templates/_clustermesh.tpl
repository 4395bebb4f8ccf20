{{- /* The other clusters as a list, whether the values name them in a list or in a map; those switched off are left out. */ -}}
{{- define "clustermesh-clusters" -}}
{{- $clusters := list }}
{{- if kindIs "map" .Values.clustermesh.config.clusters }}
{{- range $name, $cluster := .Values.clustermesh.config.clusters }}
{{- $clusters = append $clusters (merge (dict "name" $name) $cluster) }}
{{- end }}
{{- else }}
{{- $clusters = .Values.clustermesh.config.clusters }}
{{- end }}
{{- $wanted := list }}
{{- range $clusters }}
{{- if ne (toString .enabled) "false" }}
{{- $wanted = append $wanted . }}
{{- end }}
{{- end }}
{{- dict "clusters" $wanted | toJson }}
{{- end }}

{{- define "clustermesh-host" -}}
{{- if .cluster.ips }}{{ .cluster.name }}.{{ .domain }}{{ else }}{{ .cluster.address }}{{ end }}
{{- end }}

{{- /* How one other cluster's etcd is reached; with certificates of its own where the values bring some. */ -}}
{{- define "clustermesh-etcd" -}}
{{- $prefix := ternary (printf "%s." .cluster.name) "common-" (not (empty (.cluster.tls).cert)) -}}
endpoints:
- https://{{ include "clustermesh-host" . }}:{{ .cluster.port | default 2379 }}
trusted-ca-file: /var/lib/cilium/clustermesh/{{ $prefix }}etcd-client-ca.crt
key-file: /var/lib/cilium/clustermesh/{{ $prefix }}etcd-client.key
cert-file: /var/lib/cilium/clustermesh/{{ $prefix }}etcd-client.crt
{{ end }}

{{- /* The certificates of clustermesh-apiserver: name of the Secret, common name, names, usage. */ -}}
{{- define "clustermesh-certificates" -}}
certs:
- name: clustermesh-apiserver-server-cert
  namespace: {{ .Release.Namespace }}
  commonName: clustermesh-apiserver.cilium.io
  hosts:
  - clustermesh-apiserver.cilium.io
  - "*.{{ .Values.clustermesh.config.domain }}"
  - clustermesh-apiserver.{{ .Release.Namespace }}.svc
  - 127.0.0.1
  - "::1"
  usage: [signing, key encipherment, server auth]
  validity: {{ mul 24 (int .Values.clustermesh.apiserver.tls.auto.certValidityDuration) }}h
{{- range $user := list "admin" "remote" "local" }}
- name: clustermesh-apiserver-{{ $user }}-cert
  namespace: {{ $.Release.Namespace }}
  commonName: {{ $user }}
  usage: [signing, key encipherment, client auth]
  validity: {{ mul 24 (int $.Values.clustermesh.apiserver.tls.auto.certValidityDuration) }}h
{{- end }}
{{- end }}

{{- define "clustermesh-certgen" -}}
template:
  metadata:
    labels:
      k8s-app: clustermesh-apiserver-generate-certs
    annotations:
      cilab.dev/stand-in: "true"
  spec:
    serviceAccountName: clustermesh-apiserver-generate-certs
    restartPolicy: OnFailure
    containers:
    - name: certgen
      image: quay.io/cilium/certgen:v0.2.1
      imagePullPolicy: IfNotPresent
      command: [/usr/bin/cilium-certgen]
      args:
      - --ca-generate
      - --ca-reuse-secret
      - --ca-secret-namespace={{ .Release.Namespace }}
      - --ca-secret-name=cilium-ca
      - --ca-common-name=Cilium CA
      env:
      - name: CILIUM_CERTGEN_CONFIG
        value: {{ include "clustermesh-certificates" . | quote }}
{{- end }}
